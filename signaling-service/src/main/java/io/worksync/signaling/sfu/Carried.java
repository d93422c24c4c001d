package io.worksync.signaling.sfu;

import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.meeting.Track;
import io.worksync.contracts.meeting.TrackSlot;
import org.jspecify.annotations.Nullable;

/// A track of somebody's feed; `mid` is where it stands in the description that brings it to
/// somebody else, null where it does not yet.
record Carried(
        @Nullable String mid,
        String feed,
        String feedMid,
        ParticipantId participantId,
        TrackSlot slot) {

    boolean isSameAs(Carried other) {
        return feed.equals(other.feed) && feedMid.equals(other.feedMid);
    }

    Carried at(String place) {
        return new Carried(place, feed, feedMid, participantId, slot);
    }

    Track toTrack() {
        return new Track(String.valueOf(mid), participantId, slot);
    }
}
