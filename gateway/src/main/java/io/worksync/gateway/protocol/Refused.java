package io.worksync.gateway.protocol;

/// A command that is answered with one of the protocol's errors.
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProtocolError error;

    public Refused(ProtocolError error) {
        super(error.body().message(), null, false, false);
        this.error = error;
    }

    public ProtocolError error() {
        return error;
    }
}
