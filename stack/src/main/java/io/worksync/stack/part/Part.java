package io.worksync.stack.part;

import io.worksync.stack.process.Launch;
import io.worksync.stack.process.PartId;
import java.time.Duration;
import java.util.List;

/// A process of the stack: how it is made ready to start, started, asked whether it is ready, and
/// stopped.
public interface Part {

    PartId id();

    /// The port that people know it by.
    int port();

    /// Every TCP port it listens on.
    default List<Integer> ports() {
        return List.of(port());
    }

    /// Installs the program and creates its data where they are missing.
    default void prepare() {}

    Launch launch();

    /// Whether it serves; asked often, so it must be cheap.
    boolean isReady(long pid);

    /// What remains to be done once it is ready, before others may use it.
    default void afterReady() {}

    default Duration readyWithin() {
        return Duration.ofMinutes(5);
    }
}
