package io.worksync.gateway.connection;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.worksync.gateway.transport.WebSocketTransport;
import io.worksync.gateway.web.Orders;
import io.worksync.gateway.web.Origins;
import io.worksync.gateway.web.Problems;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.regex.Pattern;

/// `/connection/websocket`: lets a socket in, or says why not before there is one.
///
/// Pages of foreign origins are refused. Who it is comes later, in the first command, never in the
/// address.
@ApplicationScoped
class ConnectionEndpoint {

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{21}[AQgw]==");

    private final Admission admission;
    private final Connections connections;
    private final Origins origins;
    private final Problems problems;

    ConnectionEndpoint(
            Admission admission, Connections connections, Origins origins, Problems problems) {
        this.admission = admission;
        this.connections = connections;
        this.origins = origins;
        this.problems = problems;
    }

    void register(@Observes Router router) {
        router.route("/connection/websocket").order(Orders.EDGE).handler(this::upgrade);
    }

    private void upgrade(RoutingContext call) {
        HttpServerRequest request = call.request();
        if (!request.method().equals(HttpMethod.GET)) {
            problems.refuse(call, 405, "A socket is opened with GET");
        } else if (!asksForSocket(request)) {
            call.response().putHeader("Upgrade", "websocket");
            problems.refuse(call, 426, "Open a WebSocket here");
        } else if (!all(request, "Sec-WebSocket-Version").equals(List.of("13"))) {
            call.response().putHeader("Sec-WebSocket-Version", "13");
            problems.refuse(call, 426, "Version 13 of the WebSocket protocol is needed");
        } else if (!hasKey(request)) {
            problems.refuse(call, 400, "One Sec-WebSocket-Key of 16 bytes is needed");
        } else if (!origins.allow(all(request, "Origin"))) {
            problems.refuse(call, 403, "This origin may not connect");
        } else if (request.query() != null && request.query().contains("token")) {
            problems.refuse(call, 401, "The token goes into the connect command");
        } else {
            admission.enter(call).ifPresent(place -> open(call, place));
        }
    }

    private void open(RoutingContext call, Place place) {
        HttpConnection connection = call.request().connection();
        call.request()
                .toWebSocket()
                .map(socket -> new WebSocketTransport(socket, connection, connections.limits()))
                .onSuccess(transport -> connections.accept(transport, place))
                .onFailure(
                        failure -> {
                            place.free();
                            problems.fail(call, failure);
                        });
    }

    private static boolean asksForSocket(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_1_1
                && request.headers().contains("Upgrade", "websocket", true)
                && String.valueOf(request.getHeader("Connection"))
                        .toLowerCase(java.util.Locale.ROOT)
                        .contains("upgrade");
    }

    private static boolean hasKey(HttpServerRequest request) {
        List<String> keys = all(request, "Sec-WebSocket-Key");
        return keys.size() == 1 && KEY.matcher(keys.getFirst()).matches();
    }

    private static List<String> all(HttpServerRequest request, String header) {
        return request.headers().getAll(header);
    }
}
