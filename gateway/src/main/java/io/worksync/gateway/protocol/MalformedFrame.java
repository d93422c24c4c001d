package io.worksync.gateway.protocol;

/// What came is not the protocol. It carries no stack trace: a client can cause it at will.
public final class MalformedFrame extends Exception {

    private static final long serialVersionUID = 1L;

    public MalformedFrame(String message) {
        super(message, null, false, false);
    }
}
