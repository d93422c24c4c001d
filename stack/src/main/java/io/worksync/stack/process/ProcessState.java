package io.worksync.stack.process;

/// What became of a process: `CRASHED` ended without being told to, `STOPPED` was never started or
/// was stopped.
public enum ProcessState {
    RUNNING,
    CRASHED,
    STOPPED
}
