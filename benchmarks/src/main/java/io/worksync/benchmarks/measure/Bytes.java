package io.worksync.benchmarks.measure;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Looking into frames without making strings of them.
public final class Bytes {

    private Bytes() {}

    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /// Where `wanted` begins, or -1.
    public static int indexOf(byte[] bytes, int from, int to, byte[] wanted) {
        byte first = wanted[0];
        int last = to - wanted.length;
        for (int i = from; i <= last; i++) {
            if (bytes[i] == first && startsWith(bytes, i, to, wanted)) {
                return i;
            }
        }
        return -1;
    }

    public static boolean startsWith(byte[] bytes, int from, int to, byte[] wanted) {
        return to - from >= wanted.length
                && Arrays.equals(bytes, from, from + wanted.length, wanted, 0, wanted.length);
    }

    public static boolean contains(byte[] bytes, int from, int to, byte[] wanted) {
        return indexOf(bytes, from, to, wanted) >= 0;
    }

    public static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
