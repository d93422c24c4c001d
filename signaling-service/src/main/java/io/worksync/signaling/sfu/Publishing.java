package io.worksync.signaling.sfu;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.meeting.SessionDescription;
import io.worksync.contracts.meeting.Track;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The end at the server that takes what a participant sends.
///
/// @param handle Janus' number for it
/// @param feed what the participant is called in the room; another one after each new connection
/// @param fingerprint of the browser's certificate: another one comes from another connection
/// @param negotiationId of the latest offer
/// @param answer to that offer; too large to be remembered beyond this instance
/// @param live whether media may flow, so that others can subscribe
record Publishing(
        long handle,
        String feed,
        String fingerprint,
        @Nullable String negotiationId,
        @JsonIgnore @Nullable SessionDescription answer,
        List<Track> tracks,
        boolean live) {

    private static final Pattern FINGERPRINT =
            Pattern.compile("^a=fingerprint:\\s*(\\S.*?)\\s*$", Pattern.MULTILINE);

    Publishing {
        tracks = List.copyOf(tracks);
    }

    static String fingerprintOf(SessionDescription description) {
        Matcher found = FINGERPRINT.matcher(description.sdp());
        return found.find() ? found.group(1) : "";
    }

    boolean isOf(SessionDescription offer) {
        return fingerprint.equals(fingerprintOf(offer));
    }

    boolean hasAnswered(@Nullable String id) {
        return answer != null && id != null && Objects.equals(negotiationId, id);
    }

    Publishing answered(String id, SessionDescription given, List<Track> carried) {
        return new Publishing(handle, feed, fingerprint, id, given, carried, live);
    }

    Publishing live(boolean now) {
        return new Publishing(handle, feed, fingerprint, negotiationId, answer, tracks, now);
    }

    /// What others may subscribe to.
    @JsonIgnore
    List<Carried> offered(ParticipantId participant) {
        return live
                ? tracks.stream()
                        .map(t -> new Carried(null, feed, t.mid(), participant, t.slot()))
                        .toList()
                : List.of();
    }
}
