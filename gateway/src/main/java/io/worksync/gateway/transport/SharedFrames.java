package io.worksync.gateway.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.concurrent.FastThreadLocal;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/// Puts messages into WebSocket frames (RFC 6455, 5.2).
///
/// A message that goes to many sockets is put into one once on each event loop, and the sockets
/// write the same bytes: the frame that was made last is kept for the next one that asks.
final class SharedFrames {

    private static final FastThreadLocal<SharedFrames> OF_LOOP =
            new FastThreadLocal<>() {
                @Override
                protected SharedFrames initialValue() {
                    return new SharedFrames();
                }
            };

    private static final int FINAL_TEXT = 0x81;
    private static final int FINAL_BINARY = 0x82;
    private static final int SHORT = 125;
    private static final int MEDIUM = 0xFFFF;
    private static final int LENGTH_IN_16_BITS = 126;
    private static final int LENGTH_IN_64_BITS = 127;
    private static final int MAX_HEADER = 10;

    private @Nullable Buffer lastMessage;
    private @Nullable ByteBuf lastFrame;
    private boolean lastText;

    private SharedFrames() {}

    /// The frame of a message that nobody changes any more; the caller has to release it.
    static ByteBuf of(Buffer message, boolean text) {
        return OF_LOOP.get().frame(message, text);
    }

    /// The very same message, not an equal one: comparing bytes would cost what this saves.
    @SuppressWarnings("ReferenceEquality")
    private ByteBuf frame(Buffer message, boolean text) {
        ByteBuf frame = lastFrame;
        if (frame != null && lastMessage == message && lastText == text) {
            return frame.retainedDuplicate();
        }
        if (frame != null) {
            frame.release();
        }
        lastMessage = message;
        lastText = text;
        lastFrame = encode(message, text);
        return lastFrame.retainedDuplicate();
    }

    @SuppressWarnings("deprecation") // Buffer has no other way to its bytes without a copy
    private static ByteBuf encode(Buffer message, boolean text) {
        int length = message.length();
        ByteBuf frame = PooledByteBufAllocator.DEFAULT.directBuffer(length + MAX_HEADER);
        frame.writeByte(text ? FINAL_TEXT : FINAL_BINARY);
        if (length <= SHORT) {
            frame.writeByte(length);
        } else if (length <= MEDIUM) {
            frame.writeByte(LENGTH_IN_16_BITS).writeShort(length);
        } else {
            frame.writeByte(LENGTH_IN_64_BITS).writeLong(length);
        }
        return frame.writeBytes(message.getByteBuf());
    }
}
