package io.worksync.gateway.protocol;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

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
                body = new ProtobufBody(in).read(kind);
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
}
