package io.worksync.gateway.protocol;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/// The JSON form: a message holds one or more objects, one a line.
final class JsonCodec implements Codec {

    private static final Buffer PING = Buffer.buffer("{}");

    private final int ordinal;

    JsonCodec(int ordinal) {
        this.ordinal = ordinal;
    }

    @Override
    public List<Command> decode(Buffer message) throws MalformedFrame {
        return JsonCommands.read(message);
    }

    @Override
    public Buffer encode(Reply reply) {
        return JsonReplies.write(reply);
    }

    @Override
    public Buffer encode(Push push) {
        return JsonPushes.write(push);
    }

    @Override
    public Buffer ping() {
        return PING;
    }

    @Override
    public Buffer message(List<Buffer> encoded) {
        if (encoded.size() == 1) {
            return encoded.getFirst();
        }
        int length = encoded.size();
        for (Buffer each : encoded) {
            length += each.length();
        }
        Buffer message = Buffer.buffer(length);
        for (Buffer each : encoded) {
            if (message.length() > 0) {
                message.appendByte((byte) '\n');
            }
            message.appendBuffer(each);
        }
        return message;
    }

    @Override
    public boolean text() {
        return true;
    }

    @Override
    public int ordinal() {
        return ordinal;
    }
}
