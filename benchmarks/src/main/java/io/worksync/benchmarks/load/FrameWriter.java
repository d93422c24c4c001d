package io.worksync.benchmarks.load;

import java.util.concurrent.ThreadLocalRandom;

/// Masked frames of a client (RFC 6455).
final class FrameWriter {

    static final int TEXT = 1;
    static final int CLOSE = 8;
    static final int PONG = 10;

    private static final int MASK = 4;

    private FrameWriter() {}

    static byte[] frame(int opcode, byte[] payload) {
        int length = payload.length;
        int header = length < 126 ? 2 : length < 65_536 ? 4 : 10;
        byte[] frame = new byte[header + MASK + length];
        frame[0] = (byte) (0x80 | opcode);
        frame[1] = (byte) (0x80 | (header == 2 ? length : header == 4 ? 126 : 127));
        for (int i = 2; i < header; i++) {
            frame[i] = (byte) (length >>> (8 * Math.min(header - 1 - i, 3)));
        }
        if (header == 10) {
            frame[2] = frame[3] = frame[4] = frame[5] = 0;
        }
        int key = ThreadLocalRandom.current().nextInt();
        for (int i = 0; i < MASK; i++) {
            frame[header + i] = (byte) (key >>> (8 * i));
        }
        for (int i = 0; i < length; i++) {
            frame[header + MASK + i] = (byte) (payload[i] ^ frame[header + (i & 3)]);
        }
        return frame;
    }
}
