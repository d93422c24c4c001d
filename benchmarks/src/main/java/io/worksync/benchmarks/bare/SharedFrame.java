package io.worksync.benchmarks.bare;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;

/// A text frame as it goes over the wire (RFC 6455), the same bytes for everyone.
record SharedFrame(ByteBuf bytes) {

    private static final int FINAL_TEXT = 0x81;

    static SharedFrame text(Buffer text) {
        int length = text.length();
        ByteBuf frame = Unpooled.directBuffer(10 + length);
        frame.writeByte(FINAL_TEXT);
        if (length < 126) {
            frame.writeByte(length);
        } else if (length < 65_536) {
            frame.writeByte(126).writeShort(length);
        } else {
            frame.writeByte(127).writeLong(length);
        }
        frame.writeBytes(text.getBytes());
        return new SharedFrame(Unpooled.unreleasableBuffer(frame.asReadOnly()));
    }
}
