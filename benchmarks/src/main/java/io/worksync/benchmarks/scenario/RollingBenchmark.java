package io.worksync.benchmarks.scenario;

import io.worksync.benchmarks.measure.BenchFailure;
import io.worksync.benchmarks.report.Figures;
import io.worksync.benchmarks.report.Results;
import io.worksync.benchmarks.report.Table;
import io.worksync.system.running.WorkSync;
import io.worksync.system.update.RollingUpdate;
import io.worksync.system.update.UpdateReport;
import java.nio.file.Path;

/// What people notice while every process of a stack with two instances of each service is
/// replaced, one after another, on a schema that grows beneath them.
///
/// Fails where a message is lost or shown twice, a client has to reconnect more than once, one send
/// in a thousand fails, or one call in a hundred is answered with "later".
public final class RollingBenchmark implements Benchmark {

    private static final int CLIENTS = Integer.getInteger("bench.clients", 60);
    private static final double SENDS = Double.parseDouble(System.getProperty("bench.sends", "40"));

    @Override
    public void run(Path root, Results results) {
        WorkSync worksync = WorkSync.running();
        RollingUpdate.Plan plan = new RollingUpdate.Plan(CLIENTS, SENDS, 2);
        UpdateReport report = new RollingUpdate(worksync, plan).run();
        results.raw(report);
        results.add(
                "## %d clients over both gateways, %s messages a second and half as many other calls\n"
                        .formatted(CLIENTS, Figures.tenths(SENDS)));
        results.add(whole(report).markdown());
        results.add("## Step by step\n");
        results.add(steps(report).markdown());
        results.add("Answers that were errors: " + report.errors() + "\n");
        if (!report.holds()) {
            throw new BenchFailure("people noticed the update: " + report);
        }
    }

    private static Table whole(UpdateReport report) {
        UpdateReport.Sending sending = report.sending();
        return new Table("noticed", "")
                .row("acknowledged messages", Figures.whole(sending.acknowledged()))
                .row("lost", report.lost())
                .row("shown twice", report.shownTwice())
                .row("sends that failed for their senders", sending.failed())
                .row(
                        "sends answered with \"later\" or not in time, tried again",
                        sending.postponed())
                .row("sent again after a reconnect", sending.again())
                .row("other calls answered with an error", others(report))
                .row("reconnects, all / most of one client", reconnects(report))
                .row("of which without recovery", report.unrecovered())
                .row("sockets that ended otherwise than with 3001", report.endings())
                .row("messages backfilled under load", report.backfilled())
                .row("send→ack p50 / p99 / max ms", latency(sending));
    }

    private static Table steps(UpdateReport report) {
        Table table = new Table("step", "seconds", "sends meanwhile", "errors", "slowest ack ms");
        for (UpdateReport.Step step : report.steps()) {
            table.row(
                    step.what(),
                    Figures.tenths(step.seconds()),
                    Figures.whole(step.sends()),
                    step.errors(),
                    Figures.whole(step.slowestMillis()));
        }
        return table;
    }

    private static String others(UpdateReport report) {
        return "%d of %s"
                .formatted(report.others().failed(), Figures.whole(report.others().made()));
    }

    private static String reconnects(UpdateReport report) {
        return report.reconnects() + " / " + report.mostReconnects();
    }

    private static String latency(UpdateReport.Sending sending) {
        return Figures.tenths(sending.p50())
                + " / "
                + Figures.tenths(sending.p99())
                + " / "
                + Figures.whole(sending.max());
    }
}
