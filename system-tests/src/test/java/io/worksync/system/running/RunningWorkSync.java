package io.worksync.system.running;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/// Starts WorkSync before the first test that needs it, and prints what it logged when one
/// fails.
public final class RunningWorkSync
        implements BeforeAllCallback, BeforeTestExecutionCallback, TestWatcher {

    private static final int LINES = 25;

    @Override
    public void beforeAll(ExtensionContext context) {
        WorkSync.running();
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        WorkSync.running().logs().mark();
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        System.err.println("=== what was logged during " + context.getDisplayName());
        System.err.println(WorkSync.running().logs().sinceMark(LINES));
    }
}
