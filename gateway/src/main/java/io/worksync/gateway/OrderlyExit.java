package io.worksync.gateway;

import io.quarkus.runtime.Application;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// Has the process end with 0 when it was told to stop and stopped in order. Left to itself, a JVM
/// that got SIGTERM ends with 143 however it went.
@ApplicationScoped
class OrderlyExit {

    private static volatile boolean stopping;

    void stopping(@Observes ShutdownEvent event) {
        stopping = true;
    }

    /// Once, before anything starts.
    static void register() {
        Runtime.getRuntime().addShutdownHook(new Thread(OrderlyExit::await, "orderly-exit"));
    }

    private static void await() {
        Application application = Application.currentApplication();
        if (application != null) {
            application.awaitShutdown();
        }
        if (stopping) {
            Runtime.getRuntime().halt(ApplicationLifecycleManager.getExitCode());
        }
    }
}
