package io.worksync.system.meeting;

import static org.awaitility.Awaitility.await;

import io.worksync.system.running.WorkSync;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// A relay at an address that others reach, which takes the credentials of a running WorkSync.
final class OwnRelay implements AutoCloseable {

    private static final Duration UP = Duration.ofSeconds(20);

    private final InetSocketAddress address;
    private final Process process;

    OwnRelay(WorkSync worksync, InetAddress at, Path folder) throws IOException {
        address = new InetSocketAddress(at, freePort(at));
        Path configuration = folder.resolve("turnserver.conf");
        Files.writeString(
                configuration,
                """
                listening-ip=%1$s
                listening-port=%2$d
                relay-ip=%1$s
                min-port=47200
                max-port=47299
                realm=worksync
                use-auth-secret
                static-auth-secret=%3$s
                fingerprint
                no-tls
                no-dtls
                no-cli
                no-multicast-peers
                log-file=stdout
                simple-log
                pidfile=%4$s/turnserver.pid
                userdb=%4$s/turndb
                """
                        .formatted(
                                at.getHostAddress(),
                                address.getPort(),
                                worksync.secret("turn.secret"),
                                folder));
        process =
                new ProcessBuilder(program(), "-c", configuration.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("turnserver.log").toFile())
                        .start();
        await("the relay answers").atMost(UP).until(this::answers);
    }

    /// Where it listens, as a TURN URI has it.
    String place() {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(address, 1_000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static String program() {
        return Programs.find("turnserver").orElseThrow().toString();
    }

    private static int freePort(InetAddress at) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, at)) {
            return socket.getLocalPort();
        }
    }
}
