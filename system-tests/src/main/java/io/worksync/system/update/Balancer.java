package io.worksync.system.update;

import io.worksync.system.fault.Entrance;
import java.net.URI;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/// What stands before gateways: whoever comes goes to the one with the fewest clients, of those
/// that are in rotation. As in Kubernetes, a gateway is out of it before it is told to stop.
final class Balancer implements Entrance {

    private final Map<URI, Integer> clients = new HashMap<>();

    synchronized void add(URI gateway) {
        clients.putIfAbsent(gateway, 0);
    }

    synchronized void remove(URI gateway) {
        clients.remove(gateway);
    }

    @Override
    public synchronized URI next() {
        URI fewest =
                clients.entrySet().stream()
                        .min(
                                Map.Entry.<URI, Integer>comparingByValue()
                                        .thenComparing(
                                                Map.Entry::getKey, Comparator.naturalOrder()))
                        .map(Map.Entry::getKey)
                        .orElseThrow(() -> new IllegalStateException("no gateway in rotation"));
        clients.merge(fewest, 1, Integer::sum);
        return fewest;
    }

    @Override
    public synchronized void left(URI gateway) {
        clients.computeIfPresent(gateway, (address, count) -> Math.max(0, count - 1));
    }
}
