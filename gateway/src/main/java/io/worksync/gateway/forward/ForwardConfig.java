package io.worksync.gateway.forward;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where calls go, and the limits of forwarding them.
@ConfigMapping(prefix = "worksync.forward")
public interface ForwardConfig {

    /// The services by name.
    Map<String, Route> routes();

    /// How long a service may take to answer.
    @WithDefault("10s")
    Duration timeout();

    /// How long connecting to an instance may take.
    @WithDefault("1s")
    Duration connectTimeout();

    /// How long an instance that refused a connection is left alone.
    @WithDefault("1s")
    Duration pause();

    /// How long an instance that took a call and did not answer in time is left alone, before one
    /// more call tries it.
    @WithDefault("10s")
    Duration silentPause();

    /// How long an instance is left alone that ends its connections with its answers, as one does
    /// that was told to stop.
    @WithDefault("5s")
    Duration leavingPause();

    /// What `Retry-After` says when no instance answers.
    @WithDefault("1s")
    Duration retryAfter();

    /// The largest request body in bytes: a text of 16,000 characters fits however it is encoded.
    @WithDefault("131072")
    int maxRequestBytes();

    /// The largest answer to a call over the socket, in bytes; over HTTP answers are streamed.
    @WithDefault("1048576")
    int maxAnswerBytes();

    /// Connections kept to one instance.
    @WithDefault("64")
    int maxConnections();

    /// Calls that wait for a connection to one instance; more are refused.
    @WithDefault("1024")
    int maxWaiting();

    /// Request headers that reach the services. All others end here, so that no client can pretend
    /// to be a proxy or a user.
    @WithDefault(
            "accept,accept-language,content-type,if-match,if-none-match,if-modified-since,range,idempotency-key")
    Set<String> requestHeaders();

    /// One service.
    interface Route {

        /// The prefix of its paths, with the slash at the end.
        String prefix();

        /// The base URLs of its instances.
        Optional<List<URI>> urls();

        /// The path segment whose successor decides the instance, so that calls about one thing
        /// meet in one process. Only a matter of speed.
        Optional<String> affinity();
    }
}
