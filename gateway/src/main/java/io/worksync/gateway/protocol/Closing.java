package io.worksync.gateway.protocol;

/// A command that ends the connection.
public final class Closing extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Disconnect disconnect;

    public Closing(Disconnect disconnect) {
        super(disconnect.reason(), null, false, false);
        this.disconnect = disconnect;
    }

    public Disconnect disconnect() {
        return disconnect;
    }
}
