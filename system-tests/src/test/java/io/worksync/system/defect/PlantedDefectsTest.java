package io.worksync.system.defect;

import static org.assertj.core.api.Assertions.assertThat;

import io.worksync.system.fault.Checker;
import io.worksync.system.fault.Recording;
import io.worksync.system.fault.Scene;
import io.worksync.system.running.RunningWorkSync;
import io.worksync.system.running.WorkSync;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A suite that is green whatever the system does proves nothing: each defect that is planted here
/// must turn it red.
@ExtendWith(RunningWorkSync.class)
class PlantedDefectsTest {

    private static final Path ROOT =
            Path.of(System.getProperty("worksync.root", "..")).toAbsolutePath().normalize();

    /// Answers as soon as the statement is done; the commit comes some time later.
    private static final Defect ACKNOWLEDGES_BEFORE_IT_COMMITS =
            new Defect(
                    "chat-service",
                    "chat-service",
                    "io/worksync/chat/message/PgNewMessages.java",
                    """
                            return pool.preparedQuery(statement)
                                    .execute(parameters(messages))
                    """,
                    """
                            io.vertx.core.Promise<List<Row>> early = io.vertx.core.Promise.promise();
                            pool.getConnection().onFailure(early::fail).onSuccess(session ->
                                    session.begin().onFailure(early::tryFail).onSuccess(open ->
                                            session.preparedQuery(statement)
                                                    .execute(parameters(messages))
                                                    .onFailure(e -> { early.tryFail(e); session.close(); })
                                                    .onSuccess(rows -> {
                                                        List<Row> list = new ArrayList<>();
                                                        rows.forEach(list::add);
                                                        early.complete(list);
                                                        io.vertx.core.Vertx.currentContext().owner().setTimer(
                                                                500,
                                                                timer -> open.commit().onComplete(c -> session.close()));
                                                    })));
                            if (!messages.isEmpty()) {
                                return early.future();
                            }
                            return pool.preparedQuery(statement)
                                    .execute(parameters(messages))
                    """);

    /// Says that everything missed was recovered, and hands on none of it.
    private static final Defect DOES_NOT_CATCH_UP =
            new Defect(
                    "realtime",
                    "gateway",
                    "io/worksync/realtime/Recovery.java",
                    "record Whole(Position top, List<Delivered> missed) implements Recovery {}",
                    """
                    record Whole(Position top, List<Delivered> missed) implements Recovery {
                        public Whole {
                            missed = List.of();
                        }
                    }
                    """);

    private final WorkSync worksync = WorkSync.running();

    @Test
    void a_system_that_acknowledges_before_it_commits_is_caught(@TempDir Path folder)
            throws IOException {
        Map<String, String> defective = ACKNOWLEDGES_BEFORE_IT_COMMITS.environment(ROOT, folder);
        List<String> violations = new ArrayList<>();
        try {
            restart("chat-service", 1, defective);
            // so that all that is acknowledged is acknowledged by the defective one
            worksync.kill("chat-service", 2);
            long seed = System.nanoTime();
            try (Scene scene = Scene.open(worksync, "early " + seed, 6, seed)) {
                scene.awaitAcknowledged(20);
                worksync.kill("chat-service", 1);
                assertPlanted("chat-service", 1, "io/worksync/chat/message/PgNewMessages");
                worksync.start("chat-service", 1);
                scene.awaitAcknowledged(20);
                scene.end().forEach(each -> violations.addAll(Checker.violations(each)));
            }
        } finally {
            restart("chat-service", 1, Map.of());
            worksync.start("chat-service", 2);
        }
        assertThat(violations).anyMatch(found -> found.contains("acknowledged and lost"));
    }

    @Test
    void a_system_that_does_not_catch_up_is_caught(@TempDir Path folder) throws IOException {
        Map<String, String> defective = DOES_NOT_CATCH_UP.environment(ROOT, folder);
        List<String> violations = new ArrayList<>();
        try {
            restart("gateway", 1, defective);
            long seed = System.nanoTime();
            try (Scene scene = Scene.open(worksync, "hole " + seed, 1, seed)) {
                for (int i = 0; i < 3; i++) {
                    worksync.door(1).reset();
                    worksync.door(2).reset();
                    scene.awaitAcknowledged(30);
                }
                assertPlanted("gateway", 1, "io/worksync/realtime/Recovery$Whole");
                for (Recording recording : scene.end()) {
                    violations.addAll(Checker.violations(recording));
                }
            }
        } finally {
            restart("gateway", 1, Map.of());
        }
        assertThat(violations)
                .anyMatch(found -> found.contains(" shows ") || found.contains("does not show"));
    }

    private void restart(String part, int instance, Map<String, String> environment) {
        boolean healthy = environment.isEmpty() && !isPlanted(part, instance);
        if (worksync.isRunning(part, instance)) {
            if (healthy) {
                return;
            }
            worksync.kill(part, instance);
        }
        worksync.start(part, instance, environment);
    }

    private boolean isPlanted(String part, int instance) {
        return worksync.logs().of(part, instance).stream()
                .anyMatch(line -> line.startsWith(DefectAgent.SAYS));
    }

    private void assertPlanted(String part, int instance, String type) {
        assertThat(worksync.logs().of(part, instance)).contains(DefectAgent.SAYS + type);
    }
}
