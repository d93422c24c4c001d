package io.worksync.signaling.meeting;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.identity.Caller;
import io.worksync.signaling.meeting.LiveMeeting.Ongoing;
import io.worksync.signaling.membership.Memberships;
import jakarta.enterprise.context.ApplicationScoped;

/// Meetings as far as the caller may see them.
///
/// A channel's meeting is its members'. One without a channel is its host's and everybody's who
/// was given its id, except guests.
@ApplicationScoped
public class VisibleMeetings {

    private final LiveMeetings meetings;
    private final Memberships memberships;

    VisibleMeetings(LiveMeetings meetings, Memberships memberships) {
        this.meetings = meetings;
        this.memberships = memberships;
    }

    /// The meeting; 404 where there is none that the caller may see.
    public Uni<LiveMeeting> get(Caller caller, MeetingId id) {
        return meetings.get(id).call(meeting -> require(caller, meeting.facts()));
    }

    /// The meeting while it goes on; 404 as above, 409 where it is over.
    public Uni<Ongoing> ongoing(Caller caller, MeetingId id) {
        return get(caller, id).map(LiveMeetings::requireOngoing);
    }

    private Uni<Void> require(Caller caller, MeetingFacts facts) {
        if (facts.channelId() != null) {
            return memberships.require(caller, facts.channelId());
        }
        return caller.isGuest() && !facts.host().equals(caller.id())
                ? Uni.createFrom().failure(Refusal.notFound())
                : Uni.createFrom().voidItem();
    }
}
