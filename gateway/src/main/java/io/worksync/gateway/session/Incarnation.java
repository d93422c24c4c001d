package io.worksync.gateway.session;

import jakarta.enterprise.context.ApplicationScoped;

/// Begins a new life of this node: another name, and a lease for it.
@ApplicationScoped
public class Incarnation {

    private final Node node;
    private final NodeLease lease;

    Incarnation(Node node, NodeLease lease) {
        this.node = node;
        this.lease = lease;
    }

    /// Sessions that open from now on are of the new life.
    public void begin() {
        String before = node.name();
        node.startOver();
        lease.startOver(before);
    }
}
