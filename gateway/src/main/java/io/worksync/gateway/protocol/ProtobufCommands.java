package io.worksync.gateway.protocol;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.vertx.core.buffer.Buffer;
import io.worksync.realtime.Position;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads commands from protobuf. Field numbers are those of `client.proto`.
final class ProtobufCommands {

    private static final int MAX_DEPTH = 8;

    /// The commands by field number, from 4 on.
    private static final List<String> KINDS =
            List.of(
                    "connect",
                    "subscribe",
                    "unsubscribe",
                    "publish",
                    "presence",
                    "presence_stats",
                    "history",
                    "ping",
                    "send",
                    "rpc",
                    "refresh",
                    "sub_refresh");

    private static final int FIRST_KIND = 4;

    private final CodedInputStream in;

    private ProtobufCommands(CodedInputStream in) {
        this.in = in;
    }

    static List<Command> read(Buffer message) throws MalformedFrame {
        CodedInputStream in = CodedInputStream.newInstance(message.getBytes());
        in.setRecursionLimit(MAX_DEPTH);
        ProtobufCommands reader = new ProtobufCommands(in);
        List<Command> commands = new ArrayList<>(1);
        try {
            while (!in.isAtEnd()) {
                int outer = in.pushLimit(in.readRawVarint32());
                commands.add(reader.command());
                in.popLimit(outer);
            }
        } catch (IOException e) {
            throw new MalformedFrame("not protobuf");
        }
        if (commands.isEmpty()) {
            throw new MalformedFrame("empty message");
        }
        return commands;
    }

    private Command command() throws IOException {
        long id = 0;
        String kind = null;
        Fields body = null;
        boolean empty = true;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            empty = false;
            int number = WireFormat.getTagFieldNumber(tag);
            if (number == 1) {
                id = Integer.toUnsignedLong(in.readUInt32());
            } else if (kind == null && isKind(tag)) {
                kind = KINDS.get(number - FIRST_KIND);
                body = body(kind);
            } else {
                in.skipField(tag);
            }
        }
        if (empty) {
            return new Command.Pong();
        }
        return kind == null || body == null ? new Command.Unknown(id) : body.command(kind, id);
    }

    private static boolean isKind(int tag) {
        int number = WireFormat.getTagFieldNumber(tag);
        return number >= FIRST_KIND
                && number < FIRST_KIND + KINDS.size()
                && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
    }

    private Fields body(String kind) throws IOException {
        int outer = in.pushLimit(in.readRawVarint32());
        Fields fields = new Fields();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            int number = WireFormat.getTagFieldNumber(tag);
            boolean known =
                    switch (kind) {
                        case "connect" -> connect(fields, number);
                        case "subscribe" -> subscribe(fields, number);
                        case "history" -> history(fields, number);
                        case "rpc" -> rpc(fields, number);
                        case "refresh" -> token(fields, number);
                        case "ping", "send" -> false;
                        default -> topic(fields, number);
                    };
            if (!known) {
                in.skipField(tag);
            }
        }
        in.popLimit(outer);
        return fields;
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
        int outer = in.pushLimit(in.readRawVarint32());
        String topic = "";
        Fields request = new Fields();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> topic = in.readStringRequireUtf8();
                case 2 -> request = body("subscribe");
                default -> in.skipField(tag);
            }
        }
        in.popLimit(outer);
        subs.put(topic, Optional.ofNullable(request.recoverSince()));
        return subs;
    }

    private boolean subscribe(Fields fields, int number) throws IOException {
        switch (number) {
            case 1 -> fields.topic = in.readStringRequireUtf8();
            case 3 -> fields.recover = in.readBool();
            case 6 -> fields.epoch = in.readStringRequireUtf8();
            case 7 -> fields.offset = Math.max(0, in.readUInt64());
            default -> {
                return false;
            }
        }
        return true;
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
        int outer = in.pushLimit(in.readRawVarint32());
        long offset = 0;
        String epoch = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> offset = Math.max(0, in.readUInt64());
                case 2 -> epoch = in.readStringRequireUtf8();
                default -> in.skipField(tag);
            }
        }
        in.popLimit(outer);
        return new Position(epoch, offset);
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
