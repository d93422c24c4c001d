package io.worksync.gateway.connection;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.worksync.gateway.loop.Loops;
import io.worksync.gateway.protocol.Codec;
import io.worksync.gateway.protocol.Command;
import io.worksync.gateway.protocol.MalformedFrame;
import io.worksync.gateway.transport.StreamForm;
import io.worksync.gateway.transport.StreamTransport;
import io.worksync.gateway.transport.Streams;
import io.worksync.gateway.transport.Utf8;
import io.worksync.gateway.web.BodyForm;
import io.worksync.gateway.web.Orders;
import io.worksync.gateway.web.Problems;
import io.worksync.gateway.web.StreamDoor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/// `/connection/http_stream` and `/connection/sse`: connections for networks that let no WebSocket
/// through. The request brings the first message, and its answer goes on for ever.
@ApplicationScoped
class StreamEndpoint {

    private static final String FIRST_MESSAGE = "cf_connect";

    private final Admission admission;
    private final Connections connections;
    private final Streams streams;
    private final Loops loops;
    private final StreamDoor door;
    private final Problems problems;

    StreamEndpoint(
            Admission admission,
            Connections connections,
            Streams streams,
            Loops loops,
            StreamDoor door,
            Problems problems) {
        this.admission = admission;
        this.connections = connections;
        this.streams = streams;
        this.loops = loops;
        this.door = door;
        this.problems = problems;
    }

    void register(@Observes Router router) {
        router.route("/connection/http_stream").order(Orders.EDGE).handler(this::httpStream);
        router.route("/connection/sse").order(Orders.EDGE).handler(this::sse);
    }

    private void httpStream(RoutingContext call) {
        if (door.admits(call, HttpMethod.POST)) {
            BodyForm body = door.form(call);
            if (body != null) {
                read(call, body == BodyForm.JSON ? StreamForm.LINES : StreamForm.LENGTHS);
            }
        }
    }

    private void sse(RoutingContext call) {
        if (!door.admits(call, HttpMethod.GET, HttpMethod.POST)) {
            return;
        }
        if (call.request().method().equals(HttpMethod.GET)) {
            openFromQuery(call);
        } else {
            BodyForm body = door.form(call);
            if (body == BodyForm.PROTOBUF) {
                problems.refuse(call, 415, "Events are text: send application/json");
            } else if (body != null) {
                read(call, StreamForm.EVENTS);
            }
        }
    }

    /// The browser's `EventSource` can send nothing but an address.
    private void openFromQuery(RoutingContext call) {
        List<String> messages = call.queryParam(FIRST_MESSAGE);
        if (messages.size() == 1) {
            open(call, StreamForm.EVENTS, Buffer.buffer(messages.getFirst()));
        } else {
            problems.refuse(call, 400, "One cf_connect with the connect command is needed");
        }
    }

    private void read(RoutingContext call, StreamForm form) {
        door.read(call, connections.limits().maxMessageBytes())
                .onSuccess(body -> open(call, form, body))
                .onFailure(failure -> problems.fail(call, failure));
    }

    private void open(RoutingContext call, StreamForm form, Buffer first) {
        if (!beginsWithConnect(form.codec(), first)) {
            problems.refuse(call, 400, "The first command is connect");
        } else if (!call.response().closed()) {
            admission
                    .enter(call)
                    .ifPresent(
                            place ->
                                    connections.accept(
                                            new StreamTransport(
                                                    call,
                                                    form,
                                                    first,
                                                    streams,
                                                    loops.current(),
                                                    connections.limits()),
                                            place));
        }
    }

    /// What is no connection from the start is refused before there is a stream.
    private static boolean beginsWithConnect(Codec codec, Buffer first) {
        try {
            return (!codec.text() || Utf8.isValid(first))
                    && codec.decode(first).getFirst() instanceof Command.Connect;
        } catch (MalformedFrame e) {
            return false;
        }
    }
}
