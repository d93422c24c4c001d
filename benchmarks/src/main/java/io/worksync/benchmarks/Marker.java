package io.worksync.benchmarks;

/// What a message's text says of itself: in which phase and when it was to be sent. A reader finds
/// it without parsing the frame, which would cost the shared cores more than the servers' work.
record Marker(int phase, long intendedNanos) {

    static final Marker NONE = new Marker(-1, 0);

    private static final String BEGIN = "\"text\":\"bench:";

    String text() {
        return "bench:" + phase + ":" + intendedNanos + ": did you push the latest code?";
    }

    /// The marker in a frame's line, or [#NONE].
    static Marker in(String line) {
        int begin = line.indexOf(BEGIN);
        if (begin < 0) {
            return NONE;
        }
        int phaseAt = begin + BEGIN.length();
        int phaseEnd = line.indexOf(':', phaseAt);
        int end = line.indexOf(':', phaseEnd + 1);
        if (phaseEnd < 0 || end < 0) {
            return NONE;
        }
        return new Marker(
                Integer.parseInt(line, phaseAt, phaseEnd, 10),
                Long.parseLong(line, phaseEnd + 1, end, 10));
    }
}
