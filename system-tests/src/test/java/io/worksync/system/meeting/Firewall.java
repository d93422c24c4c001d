package io.worksync.system.meeting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A network of its own, as behind a strict firewall: TCP reaches this machine, no UDP comes in.
///
/// It is a namespace of Linux with one cable to this machine; what runs by [#program] is in there.
final class Firewall implements AutoCloseable {

    private static final List<String> PROGRAMS = List.of("ip", "nft");

    private final String name;
    private final String network;

    Firewall() {
        long pid = ProcessHandle.current().pid();
        name = "worksync-" + pid;
        // of a range that is for testing networks (RFC 2544)
        network = "198.18." + pid % 256 + ".";
        // Janus leaves interfaces alone that are called so
        String cable = "veth" + pid;
        run("ip", "netns", "add", name);
        try {
            run("ip", "link", "add", cable, "type", "veth", "peer", "name", "out", "netns", name);
            run("ip", "address", "add", network + "1/30", "dev", cable);
            run("ip", "link", "set", cable, "up");
            inside("ip", "link", "set", "lo", "up");
            inside("ip", "address", "add", network + "2/30", "dev", "out");
            inside("ip", "link", "set", "out", "up");
            inside("ip", "route", "add", "default", "via", network + "1");
            inside("nft", "add table inet strict");
            inside("nft", "add chain inet strict incoming { type filter hook input priority 0; }");
            inside("nft", "add rule inet strict incoming iif != lo meta l4proto udp counter drop");
        } catch (IllegalStateException | UncheckedIOException e) {
            close();
            throw e;
        }
    }

    /// Why there can be none on this machine; empty where there can.
    static Optional<String> missing() {
        return "root".equals(System.getProperty("user.name"))
                ? PROGRAMS.stream()
                        .filter(program -> Programs.find(program).isEmpty())
                        .map(program -> program + " is not installed")
                        .findFirst()
                : Optional.of("only root makes network namespaces");
    }

    /// This machine as seen from inside.
    InetAddress host() {
        return InetAddress.ofLiteral(network + "1");
    }

    /// A program in a folder that runs another one inside.
    Path program(Path folder, Path other) {
        String ip = Programs.find("ip").orElseThrow().toString();
        String script = "#!/bin/sh\nexec %s netns exec %s %s \"$@\"\n".formatted(ip, name, other);
        try {
            Path file = Files.writeString(folder.resolve("inside.sh"), script);
            return Files.setPosixFilePermissions(
                    file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// How many packets of UDP wanted to come in.
    long dropped() {
        String rules = inside("nft", "list chain inet strict incoming");
        return Long.parseLong(rules.replaceAll("(?s).*counter packets (\\d+) .*", "$1"));
    }

    /// The cable goes with it.
    @Override
    public void close() {
        run("ip", "netns", "delete", name);
    }

    private String inside(String program, String... arguments) {
        String path = Programs.find(program).orElseThrow().toString();
        return run(
                Stream.concat(Stream.of("ip", "netns", "exec", name, path), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    private static String run(String... command) {
        command[0] = Programs.find(command[0]).orElseThrow().toString();
        return Programs.run(List.of(command));
    }
}
