package io.worksync.signaling.quality;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.chat.UserRole;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.id.UserId;
import io.worksync.signaling.identity.Caller;
import io.worksync.signaling.meeting.Leading;
import io.worksync.signaling.meeting.LiveMeeting;
import io.worksync.signaling.meeting.LiveMeeting.Ongoing;
import io.worksync.signaling.meeting.LiveMeetings;
import io.worksync.signaling.meeting.Seat;
import io.worksync.signaling.meeting.VisibleMeetings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Tells hosts and admins how well media arrives at those in a meeting.
@ApplicationScoped
class ReadQuality {

    private final VisibleMeetings visible;
    private final LiveMeetings meetings;
    private final RedisQuality quality;

    ReadQuality(VisibleMeetings visible, LiveMeetings meetings, RedisQuality quality) {
        this.visible = visible;
        this.meetings = meetings;
        this.quality = quality;
    }

    /// A participant's samples, newest first.
    record Report(ParticipantId participantId, UserId userId, List<QualitySample> samples) {}

    Uni<List<Report>> read(Caller caller, MeetingId id) {
        return find(caller, id)
                .onItem()
                .transformToMulti(meeting -> Multi.createFrom().iterable(seats(meeting)))
                .onItem()
                .transformToUniAndConcatenate(this::report)
                .collect()
                .asList();
    }

    private Uni<LiveMeeting> find(Caller caller, MeetingId id) {
        return caller.user().role() == UserRole.ADMIN
                ? meetings.get(id)
                : visible.get(caller, id).invoke(meeting -> Leading.require(meeting, caller.id()));
    }

    private static List<Seat> seats(LiveMeeting meeting) {
        return meeting instanceof Ongoing ongoing ? ongoing.seats() : List.of();
    }

    private Uni<Report> report(Seat seat) {
        return quality.of(seat.id()).map(samples -> new Report(seat.id(), seat.userId(), samples));
    }
}
