package io.worksync.notification.push;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quarkus.tls.runtime.config.TlsConfigUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import io.vertx.mutiny.ext.web.codec.BodyCodec;
import io.worksync.notification.push.PushOutcome.Gone;
import io.worksync.notification.push.PushOutcome.Later;
import io.worksync.notification.push.PushOutcome.Refused;
import io.worksync.notification.push.PushOutcome.Taken;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The push services of browsers' makers, asked over HTTPS (RFC 8030). Redirects are not followed.
@ApplicationScoped
class PushServices {

    /// How trust in them differs from Java's own list, where it does: `quarkus.tls.push.…`.
    private static final String TLS = "push";

    private static final int TOO_MANY = 429;

    private final WebClient client;
    private final WebPush push;
    private final PushConfig config;
    private final ObjectMapper json;

    PushServices(
            Vertx vertx,
            TlsConfigurationRegistry trust,
            WebPush push,
            PushConfig config,
            ObjectMapper json) {
        WebClientOptions options = new WebClientOptions();
        options.setSsl(true)
                .setUseAlpn(true)
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setConnectTimeout((int) config.timeout().toMillis())
                .setMaxPoolSize(config.atOnce())
                .setVerifyHost(true);
        options.setFollowRedirects(false);
        Optional<TlsConfiguration> own = trust.get(TLS);
        own.ifPresent(configured -> TlsConfigUtils.configure(options, configured));
        this.client = WebClient.create(vertx, options);
        this.push = push;
        this.config = config;
        this.json = json;
    }

    /// Sends one; whatever happens is an outcome.
    Uni<PushOutcome> send(DuePush due) {
        return Uni.createFrom()
                .deferred(() -> sent(due))
                .map(PushServices::outcome)
                .onFailure()
                .recoverWithItem(
                        failure -> new Later(failure.getClass().getSimpleName(), Optional.empty()));
    }

    private Uni<HttpResponse<Void>> sent(DuePush due) {
        byte[] encrypted =
                PushEncryption.encrypt(
                        message(due), due.keys().publicKey(), due.keys().authSecret());
        return client.postAbs(due.endpoint().toString())
                .timeout(config.timeout().toMillis())
                .putHeader("Authorization", push.authorization(due.endpoint()))
                .putHeader("Content-Encoding", "aes128gcm")
                .putHeader("Content-Type", "application/octet-stream")
                .putHeader("TTL", Long.toString(config.keep().toSeconds()))
                .putHeader("Urgency", "high")
                // however long the answer is, nothing in it is of interest
                .as(BodyCodec.none())
                .sendBuffer(Buffer.buffer(encrypted));
    }

    private byte[] message(DuePush due) {
        ObjectNode message =
                json.createObjectNode()
                        .put("id", due.notificationId().toString())
                        .put("kind", name(due));
        if (config.text()) {
            message.put("title", due.title())
                    .put("body", due.body())
                    .put("channelId", due.channelId() == null ? null : due.channelId().toString())
                    .put("seq", due.seq())
                    .put("createdAt", due.createdAt().toString());
        }
        try {
            return json.writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String name(DuePush due) {
        return due.kind().name().toLowerCase(Locale.ROOT);
    }

    private static PushOutcome outcome(HttpResponse<Void> answer) {
        int status = answer.statusCode();
        if (status >= 200 && status < 300) {
            return new Taken();
        }
        if (status == 404 || status == 410) {
            return new Gone();
        }
        return status == TOO_MANY || status >= 500
                ? new Later("status " + status, retryAfter(answer.getHeader("Retry-After")))
                : new Refused("status " + status);
    }

    /// The form in seconds; the other one, a date, is rare and means "later" too.
    private static Optional<Duration> retryAfter(@Nullable String header) {
        try {
            return Optional.ofNullable(header)
                    .map(text -> Duration.ofSeconds(Math.max(1, Long.parseLong(text.strip()))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
