package io.worksync.signaling.lifecycle;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.meeting.Meeting;
import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.identity.Caller;
import io.worksync.signaling.limit.Allowances;
import io.worksync.signaling.meeting.LiveMeeting;
import io.worksync.signaling.meeting.LiveMeetings;
import io.worksync.signaling.meeting.PgMeetingHistory;
import io.worksync.signaling.meeting.PgMeetingQueries;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Finds a meeting by the code in its link; from then on the person may see and join it.
@ApplicationScoped
class OpenByCode {

    private final Allowances allowances;
    private final PgMeetingQueries queries;
    private final PgMeetingHistory history;
    private final LiveMeetings meetings;

    OpenByCode(
            Allowances allowances,
            PgMeetingQueries queries,
            PgMeetingHistory history,
            LiveMeetings meetings) {
        this.allowances = allowances;
        this.queries = queries;
        this.history = history;
        this.meetings = meetings;
    }

    /// 404 for a wrong code, 429 for somebody who tries many.
    Uni<Meeting> open(Caller caller, String code) {
        return allowances
                .take(Allowances.Act.TRY_CODE, caller.id())
                .chain(() -> queries.ofCode(code))
                .map(OpenByCode::found)
                .call(id -> history.invite(id, List.of(caller.id())))
                .chain(meetings::get)
                .map(LiveMeeting::toMeeting);
    }

    private static MeetingId found(List<MeetingId> ids) {
        return ids.stream().findFirst().orElseThrow(Refusal::notFound);
    }
}
