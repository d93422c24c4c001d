package io.worksync.gateway.revocation;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import io.worksync.contracts.session.Revocation;
import io.worksync.gateway.token.RevocationConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The log of revocations that all nodes follow: a stream in Redis, bounded by time and by number.
@ApplicationScoped
class RedisRevocations {

    private static final String KEEP_UNTIL = "keepUntil";
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    /// One line of the log.
    record Entry(Revocation revocation, Instant keepUntil) {}

    /// Some lines, and the id of the last of them; `more` where others follow. A line of a newer
    /// version that cannot be read is left out, so that it does not hide the others.
    record Page(List<Entry> entries, List<String> unreadable, String lastId, boolean more) {}

    private final Redis redis;
    private final RevocationConfig config;
    private final Clock clock;

    RedisRevocations(Redis redis, RevocationConfig config, Clock clock) {
        this.redis = redis;
        this.config = config;
        this.clock = clock;
    }

    /// Completes when all nodes can read it.
    Uni<Void> append(Entry entry) {
        Duration longest =
                config.signInLife().compareTo(config.accessTokenLife()) > 0
                        ? config.signInLife()
                        : config.accessTokenLife();
        List<Request> commands =
                List.of(
                        Request.cmd(Command.XADD)
                                .arg(Revocation.LOG)
                                .arg("MAXLEN")
                                .arg("~")
                                .arg(2L * config.max())
                                .arg("*")
                                .arg(Revocation.SUBJECT)
                                .arg(entry.revocation().subject())
                                .arg(KEEP_UNTIL)
                                .arg(entry.keepUntil().toEpochMilli()),
                        Request.cmd(Command.XTRIM)
                                .arg(Revocation.LOG)
                                .arg("MINID")
                                .arg("~")
                                .arg(clock.instant().minus(longest).toEpochMilli()),
                        Request.cmd(Command.PEXPIRE).arg(Revocation.LOG).arg(longest.toMillis()));
        return redis.batch(commands).ifNoItem().after(TIMEOUT).fail().replaceWithVoid();
    }

    /// What was appended after an id, oldest first; `0` is before all.
    Uni<Page> after(String id) {
        Request request =
                Request.cmd(Command.XRANGE)
                        .arg(Revocation.LOG)
                        .arg("(" + id)
                        .arg("+")
                        .arg("COUNT")
                        .arg(config.readAtOnce());
        return redis.send(request).ifNoItem().after(TIMEOUT).fail().map(lines -> page(id, lines));
    }

    private Page page(String after, Response lines) {
        List<Entry> entries = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        String last = after;
        for (Response line : lines) {
            last = line.get(0).toString();
            try {
                entries.add(entry(line.get(1)));
            } catch (IllegalArgumentException | NullPointerException e) {
                unreadable.add(last);
            }
        }
        return new Page(entries, unreadable, last, lines.size() == config.readAtOnce());
    }

    private static Entry entry(Response fields) {
        return new Entry(
                Revocation.parse(fields.get(Revocation.SUBJECT).toString()),
                Instant.ofEpochMilli(fields.get(KEEP_UNTIL).toLong()));
    }
}
