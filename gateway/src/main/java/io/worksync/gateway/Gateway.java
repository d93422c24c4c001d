package io.worksync.gateway;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/// Starts the gateway.
@QuarkusMain
public final class Gateway {

    private Gateway() {}

    /// Quarkus turns WebSockets off where no extension of its own wants them, and this property
    /// keeps them on.
    public static void main(String... args) {
        System.setProperty("vertx.disableWebsockets", "false");
        OrderlyExit.register();
        Quarkus.run(args);
    }
}
