package io.worksync.operations.node;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.worksync.contracts.node.LoggedError;
import io.worksync.contracts.node.Severity;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.LogContext;

/// The last warnings and errors of this node, without anything that a person wrote.
@ApplicationScoped
class RecentErrors {

    private static final int FIRST = 1;
    private static final int MAX_LOGGER = 120;

    private final Deque<LoggedError> newest = new ArrayDeque<>();
    private final int max;
    private final Handler handler = new Taker();

    RecentErrors(NodeConfig config) {
        this.max = config.maxErrors();
    }

    void start(@Observes @Priority(FIRST) StartupEvent event) {
        root().addHandler(handler);
    }

    void stop(@Observes ShutdownEvent event) {
        root().removeHandler(handler);
    }

    private static Logger root() {
        return LogContext.getLogContext().getLogger("");
    }

    synchronized List<LoggedError> newestFirst() {
        return List.copyOf(newest);
    }

    /// What comes again and again has one place, so that it pushes nothing else out.
    synchronized void take(ExtLogRecord logged) {
        LoggedError error = error(logged);
        LoggedError last = newest.peekFirst();
        if (last != null && isSame(last, error)) {
            newest.removeFirst();
            error = again(error, last.times() + 1);
        }
        newest.addFirst(error);
        if (newest.size() > max) {
            newest.removeLast();
        }
    }

    private static LoggedError error(ExtLogRecord logged) {
        String logger = logged.getLoggerName() == null ? "" : logged.getLoggerName();
        Throwable failure = SafeText.failure(logged);
        return new LoggedError(
                logged.getInstant(),
                logged.getLevel().intValue() >= Level.SEVERE.intValue()
                        ? Severity.ERROR
                        : Severity.WARNING,
                logger.substring(0, Math.min(logger.length(), MAX_LOGGER)),
                SafeText.message(logged),
                failure == null ? null : failure.getClass().getSimpleName(),
                SafeText.traceId(logged),
                1);
    }

    private static boolean isSame(LoggedError one, LoggedError other) {
        return one.severity() == other.severity()
                && one.logger().equals(other.logger())
                && one.message().equals(other.message());
    }

    private static LoggedError again(LoggedError error, int times) {
        return new LoggedError(
                error.at(),
                error.severity(),
                error.logger(),
                error.message(),
                error.failure(),
                error.traceId(),
                times);
    }

    /// Whatever is no such handler gets texts in which everything is filled in.
    private final class Taker extends ExtHandler {

        @Override
        protected void doPublish(ExtLogRecord logged) {
            if (logged.getLevel().intValue() >= Level.WARNING.intValue()) {
                take(logged);
            }
        }
    }
}
