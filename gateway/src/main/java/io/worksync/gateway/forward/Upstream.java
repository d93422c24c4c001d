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

    /// One instance; `restsUntil` is when one is tried again that refused a connection, did not
    /// answer, or took its leave.
    static final class Instance {

        private final URI url;
        private volatile long restsUntil;
        private volatile boolean silent;

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
    private final Duration silentPause;
    private final Duration leavingPause;
    private final AtomicInteger turn = new AtomicInteger();

    Upstream(
            List<URI> urls,
            Clock clock,
            Duration pause,
            Duration silentPause,
            Duration leavingPause) {
        this.instances = urls.stream().map(Instance::new).toList();
        this.clock = clock;
        this.pause = pause;
        this.silentPause = silentPause;
        this.leavingPause = leavingPause;
    }

    /// The instances in the order in which to try them.
    ///
    /// With a key the order is the key's own (rendezvous hashing): when an instance goes, only its
    /// keys move. Those that refused or left lately come last, since they may be all there is.
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
        Instance first = ordered.getFirst();
        if (first.silent) {
            // this call finds out whether it answers again, and the others do not wait for that
            rest(first);
        }
        return ordered;
    }

    /// Leaves an instance alone for a moment, since nobody listens there.
    void refused(Instance instance) {
        rest(instance);
    }

    /// Leaves an instance alone that takes its leave: soon nobody will listen there, and a call
    /// that comes just then would be lost.
    void leaving(Instance instance) {
        instance.restsUntil = clock.millis() + leavingPause.toMillis();
    }

    /// Leaves an instance alone that takes calls and does not answer, but for a call now and then,
    /// until it does.
    void silent(Instance instance) {
        instance.silent = true;
        rest(instance);
    }

    /// An instance has answered a call.
    void answered(Instance instance) {
        if (instance.silent) {
            instance.silent = false;
            instance.restsUntil = 0;
        }
    }

    private void rest(Instance instance) {
        Duration rest = instance.silent ? silentPause : pause;
        instance.restsUntil = clock.millis() + rest.toMillis();
    }

    private static long weight(String key, Instance instance) {
        CRC32 hash = new CRC32();
        hash.update(key.getBytes(StandardCharsets.UTF_8));
        hash.update(instance.url.toString().getBytes(StandardCharsets.UTF_8));
        return hash.getValue();
    }
}
