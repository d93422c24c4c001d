package io.worksync.stack.command;

import java.io.Serial;

/// The command line makes no sense; the message says why.
final class WrongUsage extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    WrongUsage(String message) {
        super(message);
    }
}
