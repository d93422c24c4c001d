package io.worksync.benchmarks.scenario;

import io.worksync.benchmarks.measure.Cpu;
import io.worksync.benchmarks.measure.Phase;

/// One side for one stretch of time.
///
/// @param readers how many get each message
record Measured(
        String scenario,
        String side,
        int sockets,
        int readers,
        double rate,
        Phase.Result result,
        Cpu cpu) {

    double deliveriesPerCpuSecond() {
        return result.delivered() / cpu.seconds();
    }

    long lost() {
        return result.lost(readers);
    }
}
