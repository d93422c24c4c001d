package io.worksync.signaling.participation;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.meeting.MediaPlaneKind;
import io.worksync.contracts.meeting.Meeting;
import io.worksync.contracts.meeting.Participant;
import io.worksync.signaling.ice.GiveIceServers;
import io.worksync.signaling.ice.IceServers;
import io.worksync.signaling.identity.Caller;
import io.worksync.signaling.meeting.MeetingConfig;
import io.worksync.signaling.participation.JoinMeeting.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// What a device is told that joins: all that it needs, or that it waits.
@ApplicationScoped
class JoinAnswers {

    private final GiveIceServers iceServers;
    private final MeetingConfig config;

    JoinAnswers(GiveIceServers iceServers, MeetingConfig config) {
        this.iceServers = iceServers;
        this.config = config;
    }

    /// The participant, those who are there with their roles towards it, and the servers to reach
    /// them through; `sfu` is there where the meeting goes through a media server.
    record Joined(
            ParticipantId participantId,
            String resumeToken,
            long leaseSeconds,
            Meeting meeting,
            List<Participant> participants,
            @JsonUnwrapped IceServers iceServers,
            @Nullable Map<String, String> sfu) {}

    /// The device waits to be let in.
    record Waits(
            boolean waiting,
            ParticipantId participantId,
            String resumeToken,
            long leaseSeconds,
            Meeting meeting) {}

    Uni<RestResponse<Object>> answer(Caller caller, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Joined joined ->
                    iceServers
                            .give(joined.meeting().id(), joined.participantId(), caller.id())
                            .map(servers -> joined(joined, servers));
            case Outcome.Waits waits -> Uni.createFrom().item(() -> waits(waits));
        };
    }

    private RestResponse<Object> joined(Outcome.Joined joined, IceServers servers) {
        boolean served = joined.meeting().mediaPlane() == MediaPlaneKind.SFU;
        return RestResponse.status(
                RestResponse.Status.CREATED,
                new Joined(
                        joined.participantId(),
                        joined.token().secret(),
                        config.lease().toSeconds(),
                        joined.meeting(),
                        joined.participants(),
                        servers,
                        served ? Map.of() : null));
    }

    private RestResponse<Object> waits(Outcome.Waits waits) {
        return RestResponse.status(
                RestResponse.Status.ACCEPTED,
                new Waits(
                        true,
                        waits.participantId(),
                        waits.token().secret(),
                        config.lease().toSeconds(),
                        waits.meeting()));
    }
}
