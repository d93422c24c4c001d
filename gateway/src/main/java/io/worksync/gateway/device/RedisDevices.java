package io.worksync.gateway.device;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import io.worksync.contracts.id.UserId;
import io.worksync.gateway.session.LiveSession;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/// A user's devices in one hash: a field for each sign-in, and one for each open connection, which
/// counts as long as its node lives. All are in one slot of a cluster, so that a node can renew
/// those of many users at once.
@ApplicationScoped
class RedisDevices {

    private static final String PREFIX = "worksync:{devices}:";
    private static final String DEVICE = "d:";
    private static final String CONNECTION = "c:";

    private final Redis redis;
    private final ObjectMapper json;
    private final DeviceConfig config;
    private final Clock clock;

    RedisDevices(Redis redis, ObjectMapper json, DeviceConfig config, Clock clock) {
        this.redis = redis;
        this.json = json;
        this.config = config;
        this.clock = clock;
    }

    /// These sessions are open. Gives those back whose user has too many entries.
    Uni<List<LiveSession>> opened(List<LiveSession> sessions) {
        List<Request> commands = new ArrayList<>();
        for (LiveSession session : sessions) {
            String signIn = session.caller().signIn().id();
            String place = session.session().node() + " " + signIn;
            commands.add(
                    command(Command.HSET, session.session().userId())
                            .arg(DEVICE + signIn)
                            .arg(text(DeviceEntry.of(session, clock.instant())))
                            .arg(CONNECTION + session.session().id())
                            .arg(place));
            commands.add(
                    command(Command.PEXPIRE, session.session().userId())
                            .arg(config.keep().toMillis()));
            commands.add(command(Command.HLEN, session.session().userId()));
        }
        return send(commands).map(answers -> overfull(sessions, answers));
    }

    /// The session is over; its device was seen until now.
    Uni<Void> closed(LiveSession session) {
        UserId user = session.session().userId();
        return send(List.of(
                        command(Command.HDEL, user).arg(CONNECTION + session.session().id()),
                        command(Command.HSET, user)
                                .arg(DEVICE + session.caller().signIn().id())
                                .arg(text(DeviceEntry.of(session, clock.instant()))),
                        command(Command.PEXPIRE, user).arg(config.keep().toMillis())))
                .replaceWithVoid();
    }

    /// The session is over because its sign-in is.
    Uni<Void> ended(LiveSession session) {
        return forget(
                session.session().userId(),
                List.of(
                        CONNECTION + session.session().id(),
                        DEVICE + session.caller().signIn().id()));
    }

    /// The device is gone for good.
    Uni<Void> forget(UserId user, String signIn) {
        return forget(user, List.of(DEVICE + signIn));
    }

    /// Everything that is kept of a user's devices.
    Uni<KeptDevices> of(UserId user) {
        return redis.send(command(Command.HGETALL, user))
                .ifNoItem()
                .after(config.timeout())
                .fail()
                .map(this::kept);
    }

    /// Forgets what is too much.
    Uni<Void> forget(UserId user, List<String> fields) {
        if (fields.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Request request = command(Command.HDEL, user);
        fields.forEach(request::arg);
        return send(List.of(request)).replaceWithVoid();
    }

    static String deviceField(String signIn) {
        return DEVICE + signIn;
    }

    static String connectionField(String connection) {
        return CONNECTION + connection;
    }

    private List<LiveSession> overfull(List<LiveSession> sessions, List<Response> answers) {
        List<LiveSession> overfull = new ArrayList<>();
        for (int i = 0; i < sessions.size(); i++) {
            if (answers.get(3 * i + 2).toInteger() > 2 * config.max()) {
                overfull.add(sessions.get(i));
            }
        }
        return overfull;
    }

    private KeptDevices kept(Response fields) {
        KeptDevices kept = new KeptDevices();
        for (String field : fields.getKeys()) {
            String value = fields.get(field).toString();
            if (field.startsWith(DEVICE)) {
                kept.device(field.substring(DEVICE.length()), entry(value));
            } else if (field.startsWith(CONNECTION)) {
                int space = value.indexOf(' ');
                kept.connection(
                        field.substring(CONNECTION.length()),
                        value.substring(0, space),
                        value.substring(space + 1));
            }
        }
        return kept;
    }

    private Uni<List<Response>> send(List<Request> commands) {
        return redis.batch(commands).ifNoItem().after(config.timeout()).fail();
    }

    private static Request command(Command command, UserId user) {
        return Request.cmd(command).arg(PREFIX + user);
    }

    private String text(DeviceEntry entry) {
        try {
            return json.writeValueAsString(entry);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private DeviceEntry entry(String text) {
        try {
            return json.readValue(text, DeviceEntry.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
