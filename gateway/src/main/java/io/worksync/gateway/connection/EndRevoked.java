package io.worksync.gateway.connection;

import io.worksync.contracts.session.Revocation;
import io.worksync.gateway.loop.Loop;
import io.worksync.gateway.protocol.Disconnect;
import io.worksync.gateway.session.LiveSession;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Closes the connections of this node whose token was revoked, with 3500: their clients are not to
/// come back with the same token.
@ApplicationScoped
class EndRevoked {

    private final Connections connections;

    EndRevoked(Connections connections) {
        this.connections = connections;
    }

    void end(@Observes Revocation revocation) {
        Map<Loop, List<Connection>> byLoop =
                connections.all().stream().collect(Collectors.groupingBy(Connection::loop));
        byLoop.forEach(
                (loop, all) -> loop.execute(() -> all.forEach(each -> end(each, revocation))));
    }

    private static void end(Connection connection, Revocation revocation) {
        LiveSession session = connection.session();
        if (session != null && session.caller().isCoveredBy(revocation)) {
            connection.disconnect(Disconnect.INVALID_TOKEN);
        }
    }
}
