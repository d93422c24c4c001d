package io.worksync.system.update;

import io.worksync.system.fault.Checker;
import io.worksync.system.fault.Device;
import io.worksync.system.fault.Log;
import io.worksync.system.fault.Recording;
import io.worksync.system.running.WorkSync;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Replaces the processes of a running WorkSync one after another, as an update does, while people
/// work: first the schema grows, then each process is stopped (SIGTERM) and started again.
///
/// Of the gateways a new one is there before an old one goes, as in Kubernetes (`maxSurge: 1`):
/// otherwise whoever is sent away from the first could only go to one that is to be stopped too.
public final class RollingUpdate {

    private static final String GATEWAY = "gateway";
    private static final String CHAT = "chat-service";
    private static final int SHUTDOWN = 3001;

    /// Enough to be sure that everybody is at work.
    private static final int BETWEEN = 30;

    private final WorkSync worksync;
    private final Plan plan;
    private final Balancer balancer = new Balancer();
    private final List<UpdateReport.Step> steps = new ArrayList<>();
    private long backfilled;

    /// @param clients devices that follow everything
    /// @param rate messages a second of all of them
    /// @param instances how many instances of presence, notification and signaling are replaced; of
    ///     chat-service and the gateways it is always two
    public record Plan(int clients, double rate, int instances) {}

    private interface Action {
        void run() throws SQLException;
    }

    public RollingUpdate(WorkSync worksync, Plan plan) {
        this.worksync = worksync;
        this.plan = plan;
    }

    public UpdateReport run() {
        Expansion expansion = new Expansion(worksync);
        expansion.undo();
        List.of(1, 2).forEach(gateway -> balancer.add(worksync.gateway(gateway)));
        try (Workforce people = Workforce.begin(worksync, balancer, plan.clients(), plan.rate())) {
            people.awaitSends(BETWEEN);
            people.tally().look();
            step(people, "schema of the next version", expansion::apply);
            people.awaitSends(BETWEEN);
            replace(people, CHAT, 1);
            step(people, "backfill", () -> backfilled = expansion.backfill());
            replace(people, CHAT, 2);
            for (String service :
                    List.of("presence-service", "notification-service", "signaling-service")) {
                for (int instance = 1; instance <= plan.instances(); instance++) {
                    replace(people, service, instance);
                }
            }
            step(people, "gateway 3 in place of 1", () -> succeed(3, 1));
            step(people, "gateway 1 in place of 2", () -> succeed(1, 2));
            people.awaitSends(BETWEEN);
            return report(people, people.end());
        } finally {
            leaveAsItWas();
            expansion.undo();
        }
    }

    private void replace(Workforce people, String service, int instance) {
        step(
                people,
                service + " " + instance,
                () -> {
                    worksync.stop(service, instance);
                    worksync.start(service, instance);
                });
    }

    private void succeed(int successor, int predecessor) {
        worksync.start(GATEWAY, successor);
        balancer.add(worksync.gateway(successor));
        balancer.remove(worksync.gateway(predecessor));
        worksync.stop(GATEWAY, predecessor);
    }

    private void leaveAsItWas() {
        for (int gateway = 1; gateway <= 2; gateway++) {
            if (!worksync.isRunning(GATEWAY, gateway)) {
                worksync.start(GATEWAY, gateway);
            }
        }
        if (worksync.isRunning(GATEWAY, 3)) {
            worksync.stop(GATEWAY, 3);
        }
    }

    private void step(Workforce people, String what, Action action) {
        long begin = System.nanoTime();
        try {
            action.run();
        } catch (SQLException e) {
            throw new IllegalStateException(what + " failed", e);
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        Tally.Interval seen = people.tally().look();
        steps.add(
                new UpdateReport.Step(
                        what, seconds, seen.sends(), seen.errors(), seen.slowestMillis()));
    }

    private UpdateReport report(Workforce people, List<Recording> recordings) {
        List<Device> devices = people.devices();
        List<Integer> reconnects =
                devices.stream().map(device -> device.connections() - 1).toList();
        return new UpdateReport(
                devices.size(),
                steps,
                people.tally().sending(),
                people.tally().others(),
                recordings.stream().mapToLong(Checker::lost).sum(),
                recordings.stream().mapToLong(RollingUpdate::shownTwice).sum(),
                reconnects.stream().mapToInt(Integer::intValue).sum(),
                reconnects.stream().mapToInt(Integer::intValue).max().orElse(0),
                (int)
                        devices.stream()
                                .flatMap(device -> device.endings().stream())
                                .filter(code -> code != SHUTDOWN)
                                .count(),
                devices.stream().mapToInt(Device::unrecovered).sum(),
                backfilled,
                people.tally().errors(),
                recordings.stream().flatMap(each -> Checker.violations(each).stream()).toList());
    }

    private static long shownTwice(Recording recording) {
        return recording.logs().stream().mapToLong(RollingUpdate::shownTwice).sum();
    }

    private static long shownTwice(Log log) {
        Set<String> ids = new HashSet<>();
        return log.entries().stream()
                .filter(Log.Entry.Shown.class::isInstance)
                .map(Log.Entry.Shown.class::cast)
                .filter(shown -> !ids.add(shown.message().id()))
                .count();
    }
}
