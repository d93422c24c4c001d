package io.worksync.gateway.transport;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import io.worksync.gateway.protocol.Disconnect;
import org.jspecify.annotations.Nullable;

/// Puts the frames of a socket together to messages, within limits, and refuses what is no text
/// where text is spoken.
final class Messages {

    private final boolean text;
    private final TransportLimits limits;
    private final Transport.Listener listener;
    private @Nullable Buffer partial;
    private int fragments;

    Messages(boolean text, TransportLimits limits, Transport.Listener listener) {
        this.text = text;
        this.limits = limits;
        this.listener = listener;
    }

    void frame(WebSocketFrame frame) {
        if (frame.isContinuation()) {
            more(frame);
        } else if (frame.isText() || frame.isBinary()) {
            first(frame);
        }
    }

    private void first(WebSocketFrame frame) {
        if (partial != null) {
            refuse(Disconnect.PROTOCOL_VIOLATION);
        } else if (frame.isText() != text) {
            refuse(Disconnect.UNSUPPORTED_DATA);
        } else if (frame.isFinal()) {
            complete(frame.binaryData());
        } else {
            partial = Buffer.buffer();
            fragments = 0;
            listener.began(true);
            more(frame);
        }
    }

    private void more(WebSocketFrame frame) {
        if (partial == null) {
            refuse(Disconnect.PROTOCOL_VIOLATION);
            return;
        }
        Buffer part = frame.binaryData();
        if (partial.length() + part.length() > limits.maxMessageBytes()) {
            refuse(Disconnect.MESSAGE_TOO_BIG);
            return;
        }
        if (++fragments > limits.maxFragments()) {
            refuse(Disconnect.TOO_MANY_FRAMES);
            return;
        }
        partial.appendBuffer(part);
        if (frame.isFinal()) {
            Buffer message = partial;
            partial = null;
            listener.began(false);
            complete(message);
        }
    }

    private void complete(Buffer message) {
        if (text && !Utf8.isValid(message)) {
            refuse(Disconnect.INVALID_PAYLOAD);
        } else {
            listener.received(message);
        }
    }

    private void refuse(Disconnect reason) {
        partial = null;
        listener.broken(reason.code(), reason.reason());
    }
}
