package io.worksync.gateway.transport;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/// What Vert.x has no word for.
final class HttpConnections {

    private HttpConnections() {}

    /// Closing in good order would wait until everything is sent to a client that reads nothing.
    @SuppressWarnings("FutureReturnValueIgnored") // there is nothing to do about it any more
    static void cut(HttpConnection connection) {
        ((ConnectionBase) connection).channel().close();
    }
}
