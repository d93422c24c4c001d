package io.worksync.gateway.loop;

import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/// One event loop. What is handed to [#execute(Runnable)] runs in the order it was handed over.
public final class Loop implements Executor {

    private final Context context;
    private List<Runnable> endings = new ArrayList<>();

    Loop(Context context) {
        this.context = context;
    }

    @Override
    public void execute(Runnable task) {
        context.runOnContext(ignored -> task.run());
    }

    /// Runs when what is queued now has run; only from this loop.
    ///
    /// All endings of a turn share one task, so that a publication to a thousand sockets costs one
    /// flush task and not a thousand.
    public void atEndOfTurn(Runnable ending) {
        if (endings.isEmpty()) {
            context.runOnContext(ignored -> runEndings());
        }
        endings.add(ending);
    }

    private void runEndings() {
        List<Runnable> due = endings;
        endings = new ArrayList<>(due.size());
        due.forEach(Runnable::run);
    }
}
