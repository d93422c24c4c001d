package io.worksync.signaling.lifecycle;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.meeting.Meeting;
import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.identity.Caller;
import io.worksync.signaling.meeting.MeetingConfig;
import io.worksync.signaling.meeting.PgMeetingQueries;
import io.worksync.signaling.meeting.PgMeetingQueries.Scope;
import io.worksync.signaling.membership.Memberships;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists a channel's meetings for its members.
@ApplicationScoped
class ListMeetings {

    private static final MeetingId NEWEST =
            MeetingId.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff");

    private final Memberships memberships;
    private final PgMeetingQueries meetings;
    private final MeetingConfig config;

    ListMeetings(Memberships memberships, PgMeetingQueries meetings, MeetingConfig config) {
        this.memberships = memberships;
        this.meetings = meetings;
        this.config = config;
    }

    /// One page; the cursor is that of the page before.
    Uni<MeetingPage> list(Caller caller, ChannelId channel, Scope scope, Part part) {
        int limit = Math.clamp(part.limit(), 1, config.maxPage());
        return memberships
                .require(caller, channel)
                .chain(() -> meetings.page(channel, part.before(), scope, limit + 1))
                .map(found -> page(found, limit));
    }

    /// Which part of the list: the cursor of the part before, and how many.
    record Part(@Nullable String cursor, int limit) {

        private MeetingId before() {
            try {
                return cursor == null ? NEWEST : MeetingId.fromString(cursor);
            } catch (IllegalArgumentException e) {
                throw Refusal.badRequest("cursor", "This is no cursor of this list");
            }
        }
    }

    private static MeetingPage page(List<Meeting> found, int limit) {
        return found.size() <= limit
                ? new MeetingPage(found, null)
                : new MeetingPage(found.subList(0, limit), found.get(limit - 1).id().toString());
    }
}
