package io.worksync.signaling.meeting;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.identity.Caller;
import io.worksync.signaling.meeting.LiveMeeting.Ongoing;
import io.worksync.signaling.meeting.LiveMeeting.Open;
import io.worksync.signaling.membership.Memberships;
import jakarta.enterprise.context.ApplicationScoped;

/// Meetings as far as the caller may see them.
///
/// A channel's meeting is its members'. One without a channel is its host's and everybody's who
/// was given its id, except guests. Each is also for those who were invited or had its code.
@ApplicationScoped
public class VisibleMeetings {

    private final LiveMeetings meetings;
    private final PgMeetingQueries queries;
    private final Memberships memberships;

    VisibleMeetings(LiveMeetings meetings, PgMeetingQueries queries, Memberships memberships) {
        this.meetings = meetings;
        this.queries = queries;
        this.memberships = memberships;
    }

    /// The meeting; 404 where there is none that the caller may see.
    public Uni<LiveMeeting> get(Caller caller, MeetingId id) {
        return meetings.get(id).call(meeting -> require(caller, meeting.facts()));
    }

    /// The meeting while it goes on; 404 as above, 409 where it is over or has not begun.
    public Uni<Ongoing> ongoing(Caller caller, MeetingId id) {
        return get(caller, id).map(LiveMeetings::requireOngoing);
    }

    /// The meeting until it is over; 404 as above, 409 afterwards.
    public Uni<Open> open(Caller caller, MeetingId id) {
        return get(caller, id).map(LiveMeetings::requireOpen);
    }

    private Uni<Void> require(Caller caller, MeetingFacts facts) {
        return sees(caller, facts)
                .chain(
                        sees ->
                                sees
                                        ? Uni.createFrom().voidItem()
                                        : Uni.createFrom().failure(Refusal.notFound()));
    }

    private Uni<Boolean> sees(Caller caller, MeetingFacts facts) {
        ChannelId channel = facts.channelId();
        if (channel == null) {
            return facts.host().equals(caller.id()) || !caller.isGuest()
                    ? Uni.createFrom().item(true)
                    : queries.isGuest(facts.id(), caller.id());
        }
        return queries.isGuest(facts.id(), caller.id())
                .chain(
                        guest ->
                                guest
                                        ? Uni.createFrom().item(true)
                                        : memberships.isMember(caller, channel));
    }
}
