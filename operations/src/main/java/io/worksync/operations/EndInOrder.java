package io.worksync.operations;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.lang.reflect.Proxy;

/// A packaged service that is told to stop (SIGTERM) ends with status 0 once it has left in order.
/// By itself Java would say 143, which reads like a failure wherever exit statuses are looked at.
@ApplicationScoped
class EndInOrder {

    void handleTerm(@Observes StartupEvent event) throws ReflectiveOperationException {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            onTerm(() -> Quarkus.asyncExit(0));
        }
    }

    // sun.misc.Signal, in jdk.unsupported for want of anything else; named in the source it would
    // be a warning that nothing suppresses
    private static void onTerm(Runnable action) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object handling =
                Proxy.newProxyInstance(
                        handler.getClassLoader(),
                        new Class<?>[] {handler},
                        (proxy, method, arguments) -> {
                            action.run();
                            return null;
                        });
        Object term = signal.getConstructor(String.class).newInstance("TERM");
        signal.getMethod("handle", signal, handler).invoke(null, term, handling);
    }
}
