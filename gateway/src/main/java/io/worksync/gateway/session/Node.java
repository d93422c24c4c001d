package io.worksync.gateway.session;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/// This node of the gateway. Its name is of one life only: a gateway that was killed and started
/// again, or stood still for too long, is another node, so that nobody takes the sessions of the
/// first for alive.
@ApplicationScoped
public class Node {

    private static final int SUFFIX = 8;

    private final String instance;
    private final String address;
    private volatile String name;

    Node(SessionConfig config) {
        this.instance = config.instance();
        this.address = fresh();
        this.name = address;
    }

    /// The name in this life.
    public String name() {
        return name;
    }

    /// Where this process is reached, whatever its name is by now.
    public String address() {
        return address;
    }

    void startOver() {
        name = fresh();
    }

    private String fresh() {
        return instance + "-" + UUID.randomUUID().toString().substring(0, SUFFIX);
    }
}
