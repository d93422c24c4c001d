package io.worksync.gateway.emulation;

import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.worksync.contracts.problem.Refusal;
import io.worksync.gateway.connection.ConnectionConfig;
import io.worksync.gateway.loop.Loops;
import io.worksync.gateway.web.BodyForm;
import io.worksync.gateway.web.Orders;
import io.worksync.gateway.web.Problems;
import io.worksync.gateway.web.StreamDoor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// `/emulation`: takes what a client of a stream sends.
///
/// Whoever names the secret of a stream is its client; that is why an unknown one and a node that
/// is gone get the same answer.
@ApplicationScoped
class EmulationEndpoint {

    /// Around the message, and each quotation mark in it is escaped.
    private static final int ENVELOPE = 1024;

    private static final int NO_CONTENT = 204;

    private final Emulation emulation;
    private final StreamDoor door;
    private final Problems problems;
    private final Loops loops;
    private final int maxMessageBytes;

    EmulationEndpoint(
            Emulation emulation,
            StreamDoor door,
            Problems problems,
            Loops loops,
            ConnectionConfig config) {
        this.emulation = emulation;
        this.door = door;
        this.problems = problems;
        this.loops = loops;
        this.maxMessageBytes = config.maxMessageBytes();
    }

    void register(@Observes Router router) {
        router.route("/emulation").order(Orders.EDGE).handler(this::emulate);
    }

    private void emulate(RoutingContext call) {
        if (door.admits(call, HttpMethod.POST)) {
            BodyForm form = door.form(call);
            if (form != null) {
                door.read(call, 2 * maxMessageBytes + ENVELOPE)
                        .map(body -> request(form, body))
                        .compose(request -> deliver(request))
                        .onSuccess(done -> call.response().setStatusCode(NO_CONTENT).end())
                        .onFailure(failure -> problems.fail(call, failure));
            }
        }
    }

    private Future<Void> deliver(EmulationRequest request) {
        return UniHelper.toFuture(emulation.deliver(request).emitOn(loops.current()));
    }

    private EmulationRequest request(BodyForm form, Buffer body) {
        EmulationRequest request =
                switch (form) {
                    case JSON -> EmulationRequest.ofJson(body);
                    case PROTOBUF -> EmulationRequest.ofProtobuf(body);
                };
        if (request.data().length() > maxMessageBytes) {
            throw Refusal.tooLarge("The message is over " + maxMessageBytes + " bytes");
        }
        return request;
    }
}
