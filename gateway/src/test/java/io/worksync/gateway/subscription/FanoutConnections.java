package io.worksync.gateway.subscription;

import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Cuts the connection on which this process receives topics. Redis is shared with other tests, so
/// that it must be this process's own.
final class FanoutConnections {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Pattern CLIENT = Pattern.compile("id=(\\d+) addr=[^ ]*:(\\d+) ");
    private static final Pattern INODE = Pattern.compile("socket:\\[(\\d+)]");

    private FanoutConnections() {}

    static void cut(Redis redis) {
        Set<Integer> own = ownPorts();
        Request list = Request.cmd(Command.CLIENT).arg("LIST").arg("TYPE").arg("pubsub");
        String clients = redis.send(list).await().atMost(PATIENCE).toString();
        List<String> ids =
                clients.lines()
                        .map(CLIENT::matcher)
                        .filter(Matcher::find)
                        .filter(client -> own.contains(Integer.valueOf(client.group(2))))
                        .map(client -> client.group(1))
                        .toList();
        if (ids.isEmpty()) {
            throw new IllegalStateException("nothing to cut in " + clients);
        }
        for (String id : ids) {
            Request kill = Request.cmd(Command.CLIENT).arg("KILL").arg("ID").arg(id);
            redis.send(kill).await().atMost(PATIENCE);
        }
    }

    private static Set<Integer> ownPorts() {
        Set<String> inodes = ownInodes();
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .flatMap(FanoutConnections::lines)
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns.length > 9 && inodes.contains(columns[9]))
                .map(columns -> columns[1].substring(columns[1].lastIndexOf(':') + 1))
                .map(port -> Integer.valueOf(port, 16))
                .collect(Collectors.toSet());
    }

    private static Set<String> ownInodes() {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors
                    .map(FanoutConnections::target)
                    .map(INODE::matcher)
                    .filter(Matcher::matches)
                    .map(inode -> inode.group(1))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "";
        }
    }

    private static Stream<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file)).stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }
}
