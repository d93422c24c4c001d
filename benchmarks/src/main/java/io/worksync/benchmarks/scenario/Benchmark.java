package io.worksync.benchmarks.scenario;

import io.worksync.benchmarks.report.Results;
import java.nio.file.Path;

/// Something that can be measured.
@FunctionalInterface
public interface Benchmark {

    /// @param root the repository
    void run(Path root, Results results);
}
