package io.worksync.signaling.quality;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import io.worksync.contracts.id.ParticipantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.StreamSupport;

/// The last samples of each participant, newest first.
@ApplicationScoped
class RedisQuality {

    private final Redis redis;
    private final ObjectMapper mapper;
    private final QualityConfig config;

    RedisQuality(Redis redis, ObjectMapper mapper, QualityConfig config) {
        this.redis = redis;
        this.mapper = mapper;
        this.config = config;
    }

    /// Adds them, the oldest first.
    Uni<Void> add(ParticipantId participant, List<QualitySample> samples) {
        String key = key(participant);
        Request push = Request.cmd(Command.LPUSH).arg(key);
        samples.forEach(sample -> push.arg(json(sample)));
        Request trim = Request.cmd(Command.LTRIM).arg(key).arg(0).arg(config.samples() - 1);
        Request expire = Request.cmd(Command.PEXPIRE).arg(key).arg(config.ttl().toMillis());
        return redis.batch(List.of(push, trim, expire))
                .ifNoItem()
                .after(config.timeout())
                .fail()
                .replaceWithVoid();
    }

    Uni<List<QualitySample>> of(ParticipantId participant) {
        return redis.send(Request.cmd(Command.LRANGE).arg(key(participant)).arg(0).arg(-1))
                .ifNoItem()
                .after(config.timeout())
                .fail()
                .map(this::samples);
    }

    private static String key(ParticipantId participant) {
        return "worksync:signaling:quality:" + participant;
    }

    private List<QualitySample> samples(Response response) {
        return StreamSupport.stream(response.spliterator(), false)
                .map(item -> sample(item.toString()))
                .toList();
    }

    private QualitySample sample(String json) {
        try {
            return mapper.readValue(json, QualitySample.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String json(QualitySample sample) {
        try {
            return mapper.writeValueAsString(sample);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
