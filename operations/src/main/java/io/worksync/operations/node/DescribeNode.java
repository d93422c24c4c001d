package io.worksync.operations.node;

import io.worksync.contracts.node.Node;
import jakarta.enterprise.context.ApplicationScoped;

/// Says who this node is, how much it has to do, and what went wrong lately.
@ApplicationScoped
class DescribeNode {

    private final ThisNode self;
    private final MeasureLoad load;
    private final RecentErrors errors;

    DescribeNode(ThisNode self, MeasureLoad load, RecentErrors errors) {
        this.self = self;
        this.load = load;
        this.errors = errors;
    }

    Node now() {
        return new Node(
                self.id(),
                self.service(),
                self.version(),
                self.startedAt(),
                load.now(),
                errors.newestFirst());
    }
}
