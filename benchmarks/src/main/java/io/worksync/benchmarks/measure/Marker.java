package io.worksync.benchmarks.measure;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// What a message's text says of itself: in which phase and when it was to be sent. A reader finds
/// it without parsing the frame, which would cost the shared cores more than the servers' work.
public record Marker(int phase, long intendedNanos) {

    public static final Marker NONE = new Marker(-1, 0);

    private static final byte[] BEGIN = "\"bench:".getBytes(StandardCharsets.ISO_8859_1);
    private static final String FILLING = "did you push the latest code? ".repeat(8);

    /// @param length of the text, in which the marker comes first
    public String text(int length) {
        String marker = "bench:" + phase + ":" + intendedNanos + ": ";
        return marker + FILLING.substring(0, length - marker.length());
    }

    /// All markers between the two places of a frame.
    public static void each(byte[] frame, int from, int to, Consumer<Marker> found) {
        int at = Bytes.indexOf(frame, from, to, BEGIN);
        while (at >= 0) {
            found.accept(in(frame, at, to));
            at = Bytes.indexOf(frame, at + BEGIN.length, to, BEGIN);
        }
    }

    /// The first marker between the two places of a frame, or [#NONE].
    public static Marker in(byte[] frame, int from, int to) {
        int begin = Bytes.indexOf(frame, from, to, BEGIN);
        if (begin < 0) {
            return NONE;
        }
        int at = begin + BEGIN.length;
        int phase = 0;
        for (; at < to && frame[at] != ':'; at++) {
            phase = phase * 10 + (frame[at] - '0');
        }
        long nanos = 0;
        for (at++; at < to && frame[at] != ':'; at++) {
            nanos = nanos * 10 + (frame[at] - '0');
        }
        return new Marker(phase, nanos);
    }
}
