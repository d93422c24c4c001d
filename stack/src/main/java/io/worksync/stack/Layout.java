package io.worksync.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Where one stack keeps its files and which ports it uses.
///
/// Two stacks with different folders and offsets run side by side; they share only the unpacked
/// programs.
///
/// @param root the repository
/// @param state data, logs, pid files and secrets of this stack
/// @param offset added to every port
public record Layout(Path root, Path state, int offset) {

    private static final String TEST_OFFSET = "10000";

    /// The stack of `./worksync up`, or the one that `WORKSYNC_STATE_DIR` and
    /// `WORKSYNC_PORT_OFFSET` name.
    public static Layout of(Path root, Map<String, String> environment) {
        String state = environment.getOrDefault("WORKSYNC_STATE_DIR", "");
        String offset = environment.getOrDefault("WORKSYNC_PORT_OFFSET", "0");
        Path folder = state.isEmpty() ? root.resolve(".worksync") : root.resolve(state);
        return new Layout(
                root.toAbsolutePath().normalize(),
                folder.toAbsolutePath().normalize(),
                number(offset));
    }

    /// The stack that integration tests share. `WORKSYNC_TEST_PORT_OFFSET` moves its ports, so that
    /// two checkouts can be tested on one machine at once.
    public static Layout forTests(Path root, Map<String, String> environment) {
        String offset = environment.getOrDefault("WORKSYNC_TEST_PORT_OFFSET", TEST_OFFSET);
        return new Layout(root, root.resolve(".worksync/test"), number(offset));
    }

    /// The repository that contains `from`, recognised by its `worksync` script.
    public static Path rootAbove(Path from) {
        Path folder = from.toAbsolutePath().normalize();
        while (folder != null && !Files.isRegularFile(folder.resolve("worksync"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new StackFailure("no worksync script in " + from + " or above it");
        }
        return folder;
    }

    public Path run() {
        return state.resolve("run");
    }

    public Path logs() {
        return state.resolve("logs");
    }

    public Path data(String part) {
        return state.resolve("data").resolve(part);
    }

    /// Leads to where PostgreSQL archives its WAL; there is none before the first backup.
    public Path archive() {
        return state.resolve("archive");
    }

    public Path secrets() {
        return state.resolve("secrets.properties");
    }

    /// Programs as they come from Maven Central, unpacked; the same for every stack of this
    /// repository.
    public Path programs() {
        return root.resolve(".worksync/programs");
    }

    /// What the build of the stack module has fetched.
    public Path built() {
        return root.resolve("stack/target");
    }

    public int port(int base) {
        return base + offset;
    }

    private static int number(String offset) {
        try {
            return Integer.parseInt(offset);
        } catch (NumberFormatException e) {
            throw new StackFailure("WORKSYNC_PORT_OFFSET is not a number: " + offset, e);
        }
    }
}
