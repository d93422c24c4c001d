package io.worksync.signaling.signal;

import io.worksync.contracts.meeting.IceCandidate;
import io.worksync.contracts.meeting.SessionDescription;
import io.worksync.contracts.meeting.Signal;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Takes the addresses of browsers out of signals, in meetings that go through a relay only: what
/// is left are candidates of type relay (RFC 8839), without where they come from.
final class HiddenAddresses {

    private static final Pattern RELAY = Pattern.compile("\\styp\\s+relay(\\s|$)");
    private static final Pattern RELATED = Pattern.compile("\\sraddr\\s+\\S+\\s+rport\\s+\\d+");
    private static final Pattern CONNECTION =
            Pattern.compile("^(c=IN IP[46]|a=rtcp:\\d+ IN IP[46]|o=.* IN IP[46]) \\S+$");
    private static final String CANDIDATE = "a=candidate:";

    private HiddenAddresses() {}

    /// The signal without them; empty where nothing is left of it.
    static Optional<Signal> of(Signal signal) {
        IceCandidate candidate = signal.candidate();
        if (candidate != null && !isShown(candidate.candidate())) {
            return Optional.empty();
        }
        return Optional.of(
                new Signal(
                        signal.meetingId(),
                        signal.from(),
                        signal.to(),
                        signal.connection(),
                        signal.negotiationId(),
                        description(signal.description()),
                        candidate == null ? null : hidden(candidate),
                        signal.key(),
                        signal.tracks()));
    }

    /// The empty candidate ends those of a generation.
    private static boolean isShown(String candidate) {
        return candidate.isEmpty() || RELAY.matcher(candidate).find();
    }

    private static IceCandidate hidden(IceCandidate candidate) {
        return new IceCandidate(
                withoutRelated(candidate.candidate()),
                candidate.sdpMid(),
                candidate.sdpMLineIndex(),
                candidate.usernameFragment());
    }

    private static @Nullable SessionDescription description(
            @Nullable SessionDescription description) {
        if (description == null) {
            return null;
        }
        String sdp =
                description
                        .sdp()
                        .lines()
                        .filter(line -> !line.startsWith(CANDIDATE) || isShown(line))
                        .map(HiddenAddresses::line)
                        .map(line -> line + "\r\n")
                        .collect(Collectors.joining());
        return new SessionDescription(description.type(), sdp);
    }

    private static String line(String line) {
        return line.startsWith(CANDIDATE)
                ? withoutRelated(line)
                : CONNECTION.matcher(line).replaceFirst("$1 0.0.0.0").replace(" IP6 0.", " IP4 0.");
    }

    private static String withoutRelated(String candidate) {
        return RELATED.matcher(candidate).replaceFirst(" raddr 0.0.0.0 rport 0");
    }
}
