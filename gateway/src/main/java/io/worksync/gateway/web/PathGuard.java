package io.worksync.gateway.web;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.worksync.contracts.problem.Refusal;
import io.worksync.gateway.forward.CallPath;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// Refuses every path that routers might read in different ways, before anyone routes by it, and
/// addresses that are too long. Only that of `/connection/sse` may be longer, since the official
/// client sends its first command in it.
@ApplicationScoped
class PathGuard {

    private static final int MAX_LENGTH = 8192;
    private static final String FIRST_COMMAND_IN_QUERY = "/connection/sse";

    private final Problems problems;

    PathGuard(Problems problems) {
        this.problems = problems;
    }

    void register(@Observes Router router) {
        router.route().order(Orders.GUARD).handler(this::check);
    }

    private void check(RoutingContext call) {
        boolean longQuery = FIRST_COMMAND_IN_QUERY.equals(call.request().path());
        if (!longQuery && call.request().uri().length() > MAX_LENGTH) {
            problems.refuse(call, 414, "The address is over " + MAX_LENGTH + " characters");
            return;
        }
        try {
            CallPath.parse(longQuery ? FIRST_COMMAND_IN_QUERY : call.request().uri());
        } catch (Refusal refusal) {
            problems.fail(call, refusal);
            return;
        }
        call.next();
    }
}
