package io.worksync.gateway.session;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/// This node of the gateway. Its name is of one start only: a gateway that was killed and started
/// again is another node, so that nobody takes the sessions of the first for alive.
@ApplicationScoped
public class Node {

    private static final int SUFFIX = 8;

    private final String name;

    Node(SessionConfig config) {
        this.name = config.instance() + "-" + UUID.randomUUID().toString().substring(0, SUFFIX);
    }

    public String name() {
        return name;
    }
}
