package io.worksync.gateway.protocol;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.vertx.core.buffer.Buffer;
import io.worksync.realtime.Position;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Reads the body of one command from protobuf.
final class ProtobufBody {

    private final CodedInputStream in;

    ProtobufBody(CodedInputStream in) {
        this.in = in;
    }

    /// The fields of a command of this kind.
    Fields read(String kind) throws IOException {
        Fields fields = new Fields();
        message(
                number ->
                        switch (kind) {
                            case "connect" -> connect(fields, number);
                            case "subscribe" -> subscribe(fields, number);
                            case "history" -> history(fields, number);
                            case "rpc" -> rpc(fields, number);
                            case "refresh" -> token(fields, number);
                            case "publish" -> publish(fields, number);
                            case "sub_refresh" -> subRefresh(fields, number);
                            case "send" -> data(fields, number);
                            case "ping" -> false;
                            default -> topic(fields, number);
                        });
        return fields;
    }

    /// Reads the fields of a message within; what is not known is skipped.
    private void message(FieldReader known) throws IOException {
        int outer = in.pushLimit(in.readRawVarint32());
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (!known.read(WireFormat.getTagFieldNumber(tag))) {
                in.skipField(tag);
            }
        }
        in.popLimit(outer);
    }

    /// Reads the field with this number; false where it is not known.
    private interface FieldReader {
        boolean read(int number) throws IOException;
    }

    private boolean connect(Fields fields, int number) throws IOException {
        switch (number) {
            case 1 -> fields.token = in.readStringRequireUtf8();
            case 3 -> fields.subs = sub(fields.subs);
            case 4 -> fields.name = in.readStringRequireUtf8();
            case 5 -> fields.version = in.readStringRequireUtf8();
            default -> {
                return false;
            }
        }
        return true;
    }

    /// One entry of `map<string, SubscribeRequest>`, added to those before.
    private Map<String, Optional<Position>> sub(Map<String, Optional<Position>> before)
            throws IOException {
        Map<String, Optional<Position>> subs = before.isEmpty() ? new HashMap<>() : before;
        Fields key = new Fields();
        Fields request = new Fields();
        message(
                number -> {
                    if (number == 2) {
                        message(field -> subscribe(request, field));
                        return true;
                    }
                    return topic(key, number);
                });
        subs.put(key.topic, Optional.ofNullable(request.recoverSince()));
        return subs;
    }

    private boolean subscribe(Fields fields, int number) throws IOException {
        switch (number) {
            case 1 -> fields.topic = in.readStringRequireUtf8();
            case 3 -> fields.recover = in.readBool();
            case 6 -> fields.epoch = in.readStringRequireUtf8();
            case 7 -> fields.offset = Math.max(0, in.readUInt64());
            case 13 -> {
                fields.filtered = true;
                return false;
            }
            case 15 -> fields.type = in.readInt32();
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean publish(Fields fields, int number) throws IOException {
        switch (number) {
            case 1 -> fields.topic = in.readStringRequireUtf8();
            case 2 -> fields.data = Buffer.buffer(in.readByteArray());
            case 3 -> fields.type = in.readInt32();
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean subRefresh(Fields fields, int number) throws IOException {
        if (number == 3) {
            fields.type = in.readInt32();
            return true;
        }
        return topic(fields, number);
    }

    private boolean history(Fields fields, int number) throws IOException {
        switch (number) {
            case 1 -> fields.topic = in.readStringRequireUtf8();
            case 7 -> fields.limit = in.readInt32();
            case 8 -> fields.since = position();
            case 9 -> fields.reverse = in.readBool();
            default -> {
                return false;
            }
        }
        return true;
    }

    private Position position() throws IOException {
        Fields position = new Fields();
        message(
                number -> {
                    switch (number) {
                        case 1 -> position.offset = Math.max(0, in.readUInt64());
                        case 2 -> position.epoch = in.readStringRequireUtf8();
                        default -> {
                            return false;
                        }
                    }
                    return true;
                });
        return new Position(position.epoch, position.offset);
    }

    private boolean rpc(Fields fields, int number) throws IOException {
        switch (number) {
            case 1 -> fields.data = Buffer.buffer(in.readByteArray());
            case 2 -> fields.method = in.readStringRequireUtf8();
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean data(Fields fields, int number) throws IOException {
        if (number == 1) {
            fields.data = Buffer.buffer(in.readByteArray());
        }
        return number == 1;
    }

    private boolean token(Fields fields, int number) throws IOException {
        if (number == 1) {
            fields.token = in.readStringRequireUtf8();
        }
        return number == 1;
    }

    private boolean topic(Fields fields, int number) throws IOException {
        if (number == 1) {
            fields.topic = in.readStringRequireUtf8();
        }
        return number == 1;
    }
}
