package io.worksync.contracts.meeting;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.worksync.contracts.id.MeetingId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A description, an ICE candidate or a key on its way to one participant or media server.
///
/// Without a description and a key it is a candidate, `null` for the end of candidates. `tracks`
/// says what the media sections of a description carry, towards and from a media server. `key` is
/// not understood here.
public record Signal(
        MeetingId meetingId,
        SignalAddress from,
        SignalAddress to,
        SignalConnection connection,
        @Nullable String negotiationId,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SessionDescription description,
        @Nullable IceCandidate candidate,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String key,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Track> tracks) {

    /// Neither the key nor the description.
    @Override
    public String toString() {
        return "Signal of " + meetingId + " from " + from + " to " + to;
    }
}
