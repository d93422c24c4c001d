package io.worksync.signaling.sfu;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.worksync.contracts.id.MeetingId;
import io.worksync.signaling.meeting.MeetingConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/// In PostgreSQL.
@ApplicationScoped
class PgRecorder implements Recorder {

    private static final String BEGIN =
            """
            insert into recordings (meeting_id, server, folder, started_at)
            values ($1, $2, $3, $4)
            """;
    private static final String END =
            "update recordings set ended_at = $2 where meeting_id = $1 and ended_at is null";

    private final Pool pool;
    private final MeetingConfig limits;
    private final SfuConfig config;
    private final Clock clock;

    PgRecorder(Pool pool, MeetingConfig limits, SfuConfig config, Clock clock) {
        this.pool = pool;
        this.limits = limits;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public Uni<Void> toggled(MeetingId meeting, RoomSession at, boolean on) {
        return on
                ? run(
                        BEGIN,
                        Tuple.of(
                                meeting.value(),
                                at.session().server().uri().toString(),
                                config.recordings().orElse("") + "/" + at.key().room(),
                                now()))
                : ended(meeting);
    }

    @Override
    public Uni<Void> ended(MeetingId meeting) {
        return run(END, Tuple.of(meeting.value(), now()));
    }

    private Uni<Void> run(String sql, Tuple arguments) {
        return pool.preparedQuery(sql)
                .execute(arguments)
                .ifNoItem()
                .after(limits.databaseTimeout())
                .fail()
                .replaceWithVoid();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
