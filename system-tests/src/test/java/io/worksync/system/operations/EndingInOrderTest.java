package io.worksync.system.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.worksync.system.running.Patience;
import io.worksync.system.running.RunningWorkSync;
import io.worksync.system.running.WorkSync;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A packaged service that is told to stop (SIGTERM), with somebody waiting for its exit status.
@ExtendWith(RunningWorkSync.class)
class EndingInOrderTest {

    private static final Duration UP = Duration.ofMinutes(2);
    /// Kubernetes' default grace period.
    private static final int GRACE_SECONDS = 30;

    private final WorkSync worksync = WorkSync.running();

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "chat-service"})
    void ends_with_zero(String service) throws Exception {
        long original = worksync.pid(service, 2);
        List<String> command = zeroTerminated(original, "cmdline");
        List<String> environment = zeroTerminated(original, "environ");
        Path log = Files.createTempFile(service, ".log");
        worksync.stop(service, 2);
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .directory(worksync.state().resolve("data").resolve(service).toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile());
            builder.environment().clear();
            environment.forEach(
                    line -> {
                        String[] parts = line.split("=", 2);
                        builder.environment().put(parts[0], parts[1]);
                    });
            Process process = builder.start();
            try {
                Patience.await(
                        service + " has started", UP, () -> read(log).contains("Listening on"));
                process.destroy();
                assertThat(process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).isZero();
                assertThat(read(log)).contains(service + " stopped in");
            } finally {
                process.destroyForcibly().waitFor();
            }
        } finally {
            Files.delete(log);
            worksync.start(service, 2);
        }
    }

    private static List<String> zeroTerminated(long pid, String file) throws IOException {
        String text = Files.readString(Path.of("/proc", "" + pid, file), UTF_8);
        return List.of(text.split("\0"));
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
