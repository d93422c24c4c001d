package io.worksync.system.running;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/// Starts WorkSync before the first test that needs it, and prints the ends of the logs when one
/// fails.
public final class RunningWorkSync implements BeforeAllCallback, TestWatcher {

    private static final int LINES = 25;

    @Override
    public void beforeAll(ExtensionContext context) {
        WorkSync.running();
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        System.err.println("=== logs after " + context.getDisplayName());
        System.err.println(WorkSync.running().logTails(LINES));
    }
}
