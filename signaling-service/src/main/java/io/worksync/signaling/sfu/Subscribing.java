package io.worksync.signaling.sfu;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.worksync.contracts.meeting.SessionDescription;
import io.worksync.contracts.meeting.Track;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The end at the server that brings a participant what the others send.
///
/// @param negotiationId of the latest offer
/// @param offer which may have to be repeated; too large to be remembered beyond this instance
/// @param carried what stands in that offer
/// @param answered until then the server takes no further change
/// @param age how often it was looked at without an answer
record Subscribing(
        long handle,
        String negotiationId,
        @JsonIgnore @Nullable SessionDescription offer,
        List<Carried> carried,
        boolean answered,
        int age) {

    Subscribing {
        carried = List.copyOf(carried);
    }

    Subscribing withAnswer() {
        return new Subscribing(handle, negotiationId, offer, carried, true, 0);
    }

    Subscribing older() {
        return new Subscribing(handle, negotiationId, offer, carried, answered, age + 1);
    }

    List<Track> tracks() {
        return carried.stream().map(Carried::toTrack).toList();
    }

    boolean carries(Carried one) {
        return carried.stream().anyMatch(one::isSameAs);
    }
}
