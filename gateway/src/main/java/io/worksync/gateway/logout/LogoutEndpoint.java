package io.worksync.gateway.logout;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.worksync.contracts.problem.Refusal;
import io.worksync.gateway.logout.LogoutToken.Unacceptable;
import io.worksync.gateway.web.Orders;
import io.worksync.gateway.web.Problems;
import io.worksync.gateway.web.RequestBody;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jboss.logging.Logger;

/// `POST /backchannel-logout` (OpenID Connect Back-Channel Logout 1.0, 2.5): 200 when the session
/// is over on this node and all others can know of it, 400 with an OAuth error for what is no
/// logout token.
@ApplicationScoped
class LogoutEndpoint {

    private static final Logger LOG = Logger.getLogger(LogoutEndpoint.class);
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String COUNTER = "worksync_gateway_logout_tokens_total";
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private final SignOut signOut;
    private final RefusedTokens refused;
    private final LogoutConfig config;
    private final Problems problems;
    private final MeterRegistry metrics;

    LogoutEndpoint(
            SignOut signOut,
            RefusedTokens refused,
            LogoutConfig config,
            Problems problems,
            MeterRegistry metrics) {
        this.signOut = signOut;
        this.refused = refused;
        this.config = config;
        this.problems = problems;
        this.metrics = metrics;
    }

    void register(@Observes Router router) {
        router.route("/backchannel-logout").order(Orders.EDGE).handler(this::receive);
    }

    private void receive(RoutingContext call) {
        HttpServerRequest request = call.request();
        if (!request.method().equals(HttpMethod.POST)) {
            problems.refuse(call, 405, "Logout tokens are posted");
            return;
        }
        request.pause();
        form(request)
                .compose(body -> UniHelper.toFuture(signOut.signOut(token(body))))
                .onSuccess(ignored -> done(call))
                .onFailure(failure -> refuse(call, failure));
    }

    private Future<Buffer> form(HttpServerRequest request) {
        if (refused.tooMany(address(request))) {
            return Future.failedFuture(Refusal.tooMany("Too many bad tokens", A_MINUTE));
        }
        String type = String.valueOf(request.getHeader(HttpHeaders.CONTENT_TYPE));
        return type.toLowerCase(Locale.ROOT).startsWith(FORM)
                ? RequestBody.read(request, config.maxBytes())
                : Future.failedFuture(new Unacceptable("a form is needed"));
    }

    private static String token(Buffer body) {
        List<String> values;
        try {
            values =
                    new QueryStringDecoder(body.toString(StandardCharsets.UTF_8), false)
                            .parameters()
                            .getOrDefault("logout_token", List.of());
        } catch (IllegalArgumentException e) {
            throw new Unacceptable("the form cannot be read");
        }
        if (values.size() != 1) {
            throw new Unacceptable("one logout_token is needed");
        }
        return values.getFirst();
    }

    private void done(RoutingContext call) {
        metrics.counter(COUNTER, "outcome", "done").increment();
        call.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store").end();
    }

    private void refuse(RoutingContext call, Throwable failure) {
        HttpServerRequest request = call.request();
        if (!request.isEnded()) {
            request.handler(ignored -> {}).resume();
        }
        metrics.counter(COUNTER, "outcome", failure instanceof Refusal ? "later" : "refused")
                .increment();
        if (failure instanceof Unacceptable unacceptable) {
            refused.count(address(request));
            LOG.infof("A logout token was refused: %s", unacceptable.getMessage());
            call.response()
                    .setStatusCode(400)
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(
                            new JsonObject()
                                    .put("error", "invalid_request")
                                    .put("error_description", unacceptable.getMessage())
                                    .encode());
        } else {
            problems.fail(call, failure);
        }
    }

    private static String address(HttpServerRequest request) {
        return request.remoteAddress() == null
                ? ""
                : String.valueOf(request.remoteAddress().hostAddress());
    }
}
