package io.worksync.signaling.topic;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.problem.Refusal;
import io.worksync.realtime.Topic;
import io.worksync.signaling.meeting.LiveMeeting.Ongoing;
import io.worksync.signaling.meeting.LiveMeetings;
import io.worksync.signaling.meeting.PgMeetingQueries;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/// A meeting's topic is for those in it, a participant's for its own person.
@ApplicationScoped
class AuthorizeTopic {

    private final LiveMeetings meetings;
    private final PgMeetingQueries queries;

    AuthorizeTopic(LiveMeetings meetings, PgMeetingQueries queries) {
        this.meetings = meetings;
        this.queries = queries;
    }

    /// Completes where the person may subscribe; 404 otherwise, also for topics that are not.
    Uni<Void> require(UserId user, Topic topic) {
        return switch (topic.namespace()) {
            case "meeting" -> takesPart(user, id(topic, MeetingId::fromString)).chain(this::allow);
            case "participant" ->
                    owns(user, id(topic, ParticipantId::fromString)).chain(this::allow);
            default -> allow(false);
        };
    }

    private Uni<Boolean> takesPart(UserId user, MeetingId id) {
        return meetings.get(id)
                .map(meeting -> meeting instanceof Ongoing ongoing && ongoing.seats(user));
    }

    private Uni<Boolean> owns(UserId user, ParticipantId id) {
        return queries.owner(id).map(user::equals);
    }

    private Uni<Void> allow(boolean allowed) {
        return allowed ? Uni.createFrom().voidItem() : Uni.createFrom().failure(Refusal.notFound());
    }

    private static <T> T id(Topic topic, Function<String, T> parser) {
        try {
            return parser.apply(topic.name());
        } catch (IllegalArgumentException e) {
            throw Refusal.notFound();
        }
    }
}
