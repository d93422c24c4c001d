package io.worksync.gateway.connection;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import io.worksync.gateway.protocol.Disconnect;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Puts the frames of a socket together to messages, within limits, and refuses what is no text
/// where text is spoken.
final class Messages {

    private final boolean text;
    private final ConnectionConfig config;
    private final Consumer<Buffer> consumer;
    private final Consumer<Disconnect> refusal;
    private @Nullable Buffer partial;
    private int fragments;

    Messages(
            boolean text,
            ConnectionConfig config,
            Consumer<Buffer> consumer,
            Consumer<Disconnect> refusal) {
        this.text = text;
        this.config = config;
        this.consumer = consumer;
        this.refusal = refusal;
    }

    void frame(WebSocketFrame frame) {
        if (frame.isContinuation()) {
            more(frame);
        } else if (frame.isText() || frame.isBinary()) {
            first(frame);
        }
    }

    private void first(WebSocketFrame frame) {
        if (frame.isText() != text) {
            refusal.accept(Disconnect.UNSUPPORTED_DATA);
        } else if (frame.isFinal()) {
            complete(frame.binaryData());
        } else {
            partial = Buffer.buffer();
            fragments = 0;
            more(frame);
        }
    }

    private void more(WebSocketFrame frame) {
        if (partial == null) {
            refusal.accept(Disconnect.BAD_REQUEST);
            return;
        }
        Buffer part = frame.binaryData();
        if (partial.length() + part.length() > config.maxMessageBytes()
                || ++fragments > config.maxFragments()) {
            partial = null;
            refusal.accept(Disconnect.MESSAGE_TOO_BIG);
            return;
        }
        partial.appendBuffer(part);
        if (frame.isFinal()) {
            Buffer message = partial;
            partial = null;
            complete(message);
        }
    }

    private void complete(Buffer message) {
        if (text && !isUtf8(message)) {
            refusal.accept(Disconnect.INVALID_PAYLOAD);
        } else {
            consumer.accept(message);
        }
    }

    private static boolean isUtf8(Buffer message) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(message.getBytes()));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
