package io.worksync.gateway.web;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.worksync.contracts.problem.Refusal;
import io.worksync.gateway.forward.CallPath;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// Refuses every path that routers might read in different ways, before anyone routes by it.
@ApplicationScoped
class PathGuard {

    private final Problems problems;

    PathGuard(Problems problems) {
        this.problems = problems;
    }

    void register(@Observes Router router) {
        router.route().order(Orders.GUARD).handler(this::check);
    }

    private void check(RoutingContext call) {
        try {
            CallPath.parse(call.request().uri());
        } catch (Refusal refusal) {
            problems.fail(call, refusal);
            return;
        }
        call.next();
    }
}
