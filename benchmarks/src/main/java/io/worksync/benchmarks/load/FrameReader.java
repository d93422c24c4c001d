package io.worksync.benchmarks.load;

import io.worksync.benchmarks.measure.BenchFailure;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/// Reads a server's WebSocket frames (RFC 6455) from what the socket brings, in whatever pieces.
/// The load generator shares the machine with the servers, so this does no more than it must.
final class FrameReader {

    /// What a frame turned out to be. The bytes are only good until the method returns.
    interface Listener {

        void text(byte[] bytes, int from, int to);

        void ping(byte[] payload);

        void closed(int code);
    }

    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int NO_CODE = 1005;
    private static final byte[] NOTHING = {};

    private final ByteArrayOutputStream fragments = new ByteArrayOutputStream(0);
    private byte[] rest = NOTHING;

    void read(byte[] piece, Listener listener) {
        byte[] bytes = rest.length == 0 ? piece : joined(rest, piece);
        int at = 0;
        int next = frame(bytes, at, listener);
        while (next > at) {
            at = next;
            next = frame(bytes, at, listener);
        }
        rest = at == bytes.length ? NOTHING : Arrays.copyOfRange(bytes, at, bytes.length);
    }

    /// Where the next frame begins; `at` when this one is not here whole.
    private int frame(byte[] bytes, int at, Listener listener) {
        int have = bytes.length - at;
        if (have < 2) {
            return at;
        }
        int length = bytes[at + 1] & 0x7f;
        int header = length < 126 ? 2 : length == 126 ? 4 : 10;
        if (have < header) {
            return at;
        }
        long size = length < 126 ? length : number(bytes, at + 2, header - 2);
        if (have < header + size) {
            return at;
        }
        int begin = at + header;
        int end = begin + (int) size;
        handle(bytes[at] & 0x0f, (bytes[at] & 0x80) != 0, bytes, begin, end, listener);
        return end;
    }

    private void handle(
            int opcode, boolean last, byte[] bytes, int from, int to, Listener listener) {
        switch (opcode) {
            case 0, TEXT, BINARY -> data(last, bytes, from, to, listener);
            case CLOSE -> listener.closed(to - from < 2 ? NO_CODE : (int) number(bytes, from, 2));
            case PING -> listener.ping(Arrays.copyOfRange(bytes, from, to));
            default -> {
                if (opcode != 10) {
                    throw new BenchFailure("a frame with opcode " + opcode);
                }
            }
        }
    }

    private void data(boolean last, byte[] bytes, int from, int to, Listener listener) {
        if (last && fragments.size() == 0) {
            listener.text(bytes, from, to);
            return;
        }
        fragments.write(bytes, from, to - from);
        if (last) {
            byte[] whole = fragments.toByteArray();
            fragments.reset();
            listener.text(whole, 0, whole.length);
        }
    }

    private static long number(byte[] bytes, int from, int length) {
        long number = 0;
        for (int i = 0; i < length; i++) {
            number = (number << 8) | (bytes[from + i] & 0xff);
        }
        return number;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
