package io.worksync.gateway.forward;

/// No connection to an instance came about, so nothing was sent.
final class Unreached extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Unreached(Throwable cause) {
        super(cause.getMessage(), cause, false, false);
    }
}
