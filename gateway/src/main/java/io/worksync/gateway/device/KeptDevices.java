package io.worksync.gateway.device;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// All that Redis holds of one user's devices: also connections of nodes that are gone.
final class KeptDevices {

    private record Connection(String id, String node, String signIn) {}

    private static final Comparator<Device> NEWEST_FIRST =
            Comparator.comparing(Device::current)
                    .thenComparing(Device::lastSeenAt)
                    .thenComparing(Device::startedAt)
                    .reversed()
                    .thenComparing(Device::id);

    private final Map<String, DeviceEntry> devices = new HashMap<>();
    private final List<Connection> connections = new ArrayList<>();

    void device(String signIn, DeviceEntry entry) {
        devices.put(signIn, entry);
    }

    void connection(String id, String node, String signIn) {
        connections.add(new Connection(id, node, signIn));
    }

    boolean has(String signIn) {
        return devices.containsKey(signIn);
    }

    /// The nodes that the connections were on.
    Set<String> nodes() {
        Set<String> nodes = new TreeSet<>();
        connections.forEach(connection -> nodes.add(connection.node()));
        return nodes;
    }

    /// The devices that are connected, or were seen since a time; the current one first.
    List<Device> shown(String current, Set<String> alive, Instant since, Instant now) {
        Map<String, Integer> open = new HashMap<>();
        connections.stream()
                .filter(connection -> alive.contains(connection.node()))
                .forEach(connection -> open.merge(connection.signIn(), 1, Integer::sum));
        return devices.entrySet().stream()
                .map(
                        device ->
                                device.getValue()
                                        .shown(
                                                device.getKey(),
                                                device.getKey().equals(current),
                                                open.getOrDefault(device.getKey(), 0),
                                                now))
                .filter(device -> device.connections() > 0 || device.lastSeenAt().isAfter(since))
                .sorted(NEWEST_FIRST)
                .toList();
    }

    /// The fields that are to go: connections of nodes that are gone, and all devices but so many.
    List<String> surplus(Set<String> alive, Instant since, Instant now, int max) {
        Set<String> kept = new TreeSet<>();
        shown("", alive, since, now).stream().limit(max).forEach(device -> kept.add(device.id()));
        List<String> surplus = new ArrayList<>();
        devices.keySet().stream()
                .filter(signIn -> !kept.contains(signIn))
                .forEach(signIn -> surplus.add(RedisDevices.deviceField(signIn)));
        connections.stream()
                .filter(connection -> !alive.contains(connection.node()))
                .forEach(connection -> surplus.add(RedisDevices.connectionField(connection.id())));
        return surplus;
    }
}
