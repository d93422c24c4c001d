package io.worksync.gateway.forward;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// The instances of one service, and which of them a call should try first.
final class Upstream {

    /// One instance; `restsUntil` is when one that refused a connection is tried again.
    static final class Instance {

        private final URI url;
        private volatile long restsUntil;

        Instance(URI url) {
            this.url = url;
        }

        String host() {
            return url.getHost();
        }

        int port() {
            return url.getPort();
        }
    }

    private final List<Instance> instances;
    private final Clock clock;
    private final Duration pause;
    private final AtomicInteger turn = new AtomicInteger();

    Upstream(List<URI> urls, Clock clock, Duration pause) {
        this.instances = urls.stream().map(Instance::new).toList();
        this.clock = clock;
        this.pause = pause;
    }

    /// The instances in the order in which to try them.
    ///
    /// With a key the order is the key's own (rendezvous hashing): when an instance goes, only its
    /// keys move. Those that refused lately come last, since they may be all there is.
    List<Instance> candidates(@Nullable String key) {
        if (instances.size() < 2) {
            return instances;
        }
        List<Instance> ordered = new ArrayList<>(instances);
        if (key == null) {
            java.util.Collections.rotate(
                    ordered, -Math.floorMod(turn.getAndIncrement(), ordered.size()));
        } else {
            ordered.sort(Comparator.comparingLong(instance -> weight(key, instance)));
        }
        long now = clock.millis();
        ordered.sort(Comparator.comparing(instance -> instance.restsUntil > now));
        return ordered;
    }

    /// Leaves an instance alone for a moment.
    void refused(Instance instance) {
        instance.restsUntil = clock.millis() + pause.toMillis();
    }

    private static long weight(String key, Instance instance) {
        CRC32 hash = new CRC32();
        hash.update(key.getBytes(StandardCharsets.UTF_8));
        hash.update(instance.url.toString().getBytes(StandardCharsets.UTF_8));
        return hash.getValue();
    }
}
