package io.worksync.system.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// `./worksync` as one types it, for the stack of the tests.
public final class WorksyncCommand {

    private final Path root;
    private final Path state;
    private final int offset;
    private final Map<String, String> environment;

    /// What a command printed and how it ended.
    public record Result(List<String> call, int exit, String out, String err) {

        public Result expectDone() {
            assertThat(exit).as("%s: %s %s", call, out, err).isZero();
            return this;
        }
    }

    WorksyncCommand(Path root, Path state, int offset, Map<String, String> environment) {
        this.root = root;
        this.state = state;
        this.offset = offset;
        this.environment = environment;
    }

    public Result run(Duration within, String... arguments) {
        return run(within, Map.of(), arguments);
    }

    /// The same with more variables in the environment.
    public Result run(Duration within, Map<String, String> more, String... arguments) {
        List<String> call = new ArrayList<>(List.of(root.resolve("worksync").toString()));
        call.addAll(List.of(arguments));
        try {
            return run(within, more, call);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Result run(Duration within, Map<String, String> more, List<String> call)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("worksync", ".out");
        Path err = Files.createTempFile("worksync", ".err");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(call)
                            .directory(root.toFile())
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile());
            builder.environment().putAll(environment);
            builder.environment().putAll(more);
            builder.environment().put("WORKSYNC_STATE_DIR", state.toString());
            builder.environment().put("WORKSYNC_PORT_OFFSET", "" + offset);
            // these tests run in a build that has packaged everything before
            builder.environment().put("WORKSYNC_SKIP_BUILD", "1");
            Process process = builder.start();
            if (!process.waitFor(within.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(
                        call + " took longer than " + within + ": " + Files.readString(err));
            }
            return new Result(
                    call, process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }
}
