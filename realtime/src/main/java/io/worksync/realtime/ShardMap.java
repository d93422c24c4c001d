package io.worksync.realtime;

import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which server of Redis takes which topic, as of some moment. Without a cluster, one takes all.
record ShardMap(List<Range> ranges, boolean cluster) {

    /// Where a server is reached.
    record Address(String host, int port) {

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /// Slots from first to last, the master that has them, and its replicas.
    record Range(int first, int last, Address master, List<Address> replicas) {}

    private static final int NODES = 2;

    ShardMap {
        ranges = List.copyOf(ranges);
    }

    /// One server that takes everything.
    static ShardMap of(Address server) {
        Range all = new Range(0, HashSlot.COUNT - 1, server, List.of());
        return new ShardMap(List.of(all), false);
    }

    /// Reads the answer to `CLUSTER SLOTS`; a server without a host is at that of the one `asked`.
    static ShardMap parse(Response slots, Address asked) {
        List<Range> ranges = new ArrayList<>();
        for (Response range : slots) {
            List<Address> nodes = new ArrayList<>();
            for (int i = NODES; i < range.size(); i++) {
                nodes.add(address(range.get(i), asked));
            }
            ranges.add(
                    new Range(
                            range.get(0).toInteger(),
                            range.get(1).toInteger(),
                            nodes.getFirst(),
                            nodes.subList(1, nodes.size())));
        }
        return new ShardMap(ranges, true);
    }

    /// The slot of a topic. Without a cluster all topics are in one.
    int slot(Topic topic) {
        return cluster ? HashSlot.of(topic.toString()) : 0;
    }

    /// Who takes the topic; null where nobody does just now.
    @Nullable Address master(Topic topic) {
        int slot = slot(topic);
        for (Range range : ranges) {
            if (range.first <= slot && slot <= range.last) {
                return range.master;
            }
        }
        return null;
    }

    Set<Address> masters() {
        return ranges.stream().map(Range::master).collect(Collectors.toSet());
    }

    Set<Address> servers() {
        return ranges.stream()
                .flatMap(range -> Stream.concat(Stream.of(range.master), range.replicas.stream()))
                .collect(Collectors.toSet());
    }

    private static Address address(Response node, Address asked) {
        Response host = node.get(0);
        boolean named = host != null && !host.toString().isEmpty();
        return new Address(named ? host.toString() : asked.host(), node.get(1).toInteger());
    }
}
