package io.worksync.signaling.signal;

import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.meeting.MeetingConfig;
import java.nio.charset.StandardCharsets;

/// A description's text, which is passed on without being understood, but not without bounds.
record Sdp(String text) {

    static Sdp of(String text) {
        return new Sdp(text);
    }

    /// The text; 413 where it, its media sections or its candidates are too many, 400 where
    /// something hides in it that is no line.
    String checked(MeetingConfig config) {
        if (text.getBytes(StandardCharsets.UTF_8).length > config.maxSdpBytes()) {
            throw Refusal.tooLarge("An sdp has at most " + config.maxSdpBytes() + " bytes");
        }
        if (text.chars().anyMatch(Sdp::isForbidden) || hasLoneReturn()) {
            throw Refusal.badRequest("description.sdp", "An sdp is lines of text");
        }
        atMost("m=", config.maxSdpSections(), "media sections");
        atMost("a=candidate:", config.maxSdpCandidates(), "candidates");
        return text;
    }

    private static boolean isForbidden(int character) {
        return Character.isISOControl(character)
                && character != '\r'
                && character != '\n'
                && character != '\t';
    }

    /// Some parsers end a line at a return, others do not: what follows must not depend on it.
    private boolean hasLoneReturn() {
        return text.replace("\r\n", "").indexOf('\r') >= 0;
    }

    private void atMost(String start, int max, String what) {
        if (text.lines().filter(line -> line.startsWith(start)).count() > max) {
            throw Refusal.tooLarge("An sdp has at most " + max + " " + what);
        }
    }
}
