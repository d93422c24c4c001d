package io.worksync.signaling.sfu;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.meeting.Signal;
import java.util.List;

/// What a participant asks of the host of its meeting.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "order")
@JsonSubTypes({
    @JsonSubTypes.Type(name = "signal", value = RoomOrder.Pass.class),
    @JsonSubTypes.Type(name = "want", value = RoomOrder.Want.class)
})
sealed interface RoomOrder {

    ParticipantId from();

    record Pass(ParticipantId from, Signal signal) implements RoomOrder {}

    record Want(ParticipantId from, List<Wanted> wanted) implements RoomOrder {}
}
