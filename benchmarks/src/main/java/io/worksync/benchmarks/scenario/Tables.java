package io.worksync.benchmarks.scenario;

import io.worksync.benchmarks.measure.Ratios;
import io.worksync.benchmarks.report.Figures;
import io.worksync.benchmarks.report.Results;
import io.worksync.benchmarks.report.Table;
import java.util.List;

/// The tables that several benchmarks have.
final class Tables {

    private Tables() {}

    /// Each measurement, and who used the CPU.
    static void measurements(List<Measured> all, Results results) {
        Table figures =
                new Table(
                        "side",
                        "sockets",
                        "sends/s",
                        "deliveries/s",
                        "lost",
                        "deliveries per CPU-s",
                        "server CPU s",
                        "send→ack p50 / p95 / p99 / max ms",
                        "send→deliver p50 / p95 / p99 / max ms");
        Table processes = new Table("side", "CPU µs a send, by process");
        for (Measured one : all) {
            results.raw(one);
            figures.row(
                    one.side(),
                    Figures.whole(one.sockets()),
                    Figures.whole(one.result().sent() / one.result().seconds()),
                    Figures.whole(one.result().delivered() / one.result().seconds()),
                    one.lost(),
                    Figures.whole(one.deliveriesPerCpuSecond()),
                    Figures.hundredths(one.cpu().seconds()),
                    Figures.of(one.result().ack()),
                    Figures.of(one.result().deliver()));
            processes.row(one.side(), Figures.each(one.cpu(), one.result().sent()));
        }
        results.add(figures.markdown());
        results.add(processes.markdown());
    }

    /// How many times more deliveries a CPU-second one side makes of, round by round.
    static void efficiency(List<Measured> ours, List<Measured> theirs, Results results) {
        Ratios ratios = Ratios.of(efficiencies(ours), efficiencies(theirs));
        results.add(
                "Deliveries per CPU-second, %s to %s, of %d rounds: **%.2f** at least, %.2f in the middle.\n"
                        .formatted(
                                ours.getFirst().side(),
                                theirs.getFirst().side(),
                                ours.size(),
                                ratios.min(),
                                ratios.median()));
    }

    private static List<Double> efficiencies(List<Measured> rounds) {
        return rounds.stream().map(Measured::deliveriesPerCpuSecond).toList();
    }
}
