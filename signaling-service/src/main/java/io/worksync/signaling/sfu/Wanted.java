package io.worksync.signaling.sfu;

import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.meeting.TrackSlot;

/// What somebody wants of a track of somebody else.
record Wanted(ParticipantId participantId, TrackSlot slot, Layer layer) {

    boolean isOf(Carried carried) {
        return carried.participantId().equals(participantId) && carried.slot() == slot;
    }
}
