package io.worksync.stack;

import java.io.Serial;

/// Something that the person at the keyboard can do something about; its message is the one line
/// they see.
public final class StackFailure extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    public StackFailure(String message) {
        super(message);
    }

    public StackFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
