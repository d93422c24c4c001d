package io.worksync.gateway.forward;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.worksync.contracts.problem.Refusal;
import io.worksync.gateway.limit.Limit;
import io.worksync.gateway.limit.LimitMetrics;
import io.worksync.gateway.protocol.Command;
import io.worksync.gateway.protocol.ErrorBody;
import io.worksync.gateway.protocol.Reply;
import io.worksync.gateway.token.Caller;
import io.worksync.operations.tracing.Tracing;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Calls a service for an `rpc` command: `"<HTTP method> <path and query>"` with a JSON body.
///
/// Authorization, validation and result are those of the same call over HTTP; an error's code is
/// the HTTP status.
@ApplicationScoped
public class CallService {

    private static final Map<String, HttpMethod> METHODS =
            Map.of(
                    "GET", HttpMethod.GET,
                    "POST", HttpMethod.POST,
                    "PUT", HttpMethod.PUT,
                    "PATCH", HttpMethod.PATCH,
                    "DELETE", HttpMethod.DELETE);
    private static final int TOO_MANY = 429;
    private static final int FIRST_SERVER_ERROR = 500;

    private final Forwarder forwarder;
    private final OwnServices own;
    private final ForwardConfig config;
    private final ObjectMapper json;
    private final LimitMetrics limits;
    private final Tracing tracing;

    CallService(
            Forwarder forwarder,
            OwnServices own,
            ForwardConfig config,
            ObjectMapper json,
            LimitMetrics limits,
            Tracing tracing) {
        this.forwarder = forwarder;
        this.own = own;
        this.config = config;
        this.json = json;
        this.limits = limits;
        this.tracing = tracing;
    }

    /// The reply to the command; it does not fail for what the service or the caller did wrong.
    public Uni<Reply> call(Caller caller, Command.Rpc command) {
        Span span = tracing.begin("rpc", SpanKind.SERVER, null);
        Trace trace = Trace.of(span);
        return Uni.createFrom()
                .deferred(() -> answer(caller, serviceCall(caller, command, trace)))
                .map(answer -> reply(command.id(), answer, trace))
                .onFailure(Refusal.class)
                .recoverWithItem(failure -> refused(command.id(), failure, trace))
                .onFailure(Answer.TooLarge.class)
                .recoverWithItem(() -> tooLarge(command.id(), trace))
                .onTermination()
                .invoke(span::end);
    }

    private Reply tooLarge(long id, Trace trace) {
        limits.reached(Limit.ANSWER_BYTES);
        return failed(id, 500, "The answer is too large", trace);
    }

    private Uni<Answer> answer(Caller caller, ServiceCall call) {
        return own.owner(call.path())
                .map(service -> service.answer(caller, call))
                .orElseGet(() -> forward(call));
    }

    private Uni<Answer> forward(ServiceCall call) {
        return forwarder.send(call, response -> Answer.read(response, config.maxAnswerBytes()));
    }

    private ServiceCall serviceCall(Caller caller, Command.Rpc command, Trace trace) {
        int space = command.method().indexOf(' ');
        HttpMethod method = space < 0 ? null : METHODS.get(command.method().substring(0, space));
        if (method == null) {
            throw Refusal.badRequest("method", "Expected \"<HTTP method> <path>\"");
        }
        if (command.data() != null && command.data().length() > config.maxRequestBytes()) {
            limits.reached(Limit.REQUEST_BYTES);
            throw Refusal.tooLarge("The body is over " + config.maxRequestBytes() + " bytes");
        }
        CallPath path = CallPath.parse(command.method().substring(space + 1));
        Buffer body = method.equals(HttpMethod.GET) ? null : command.data();
        return new ServiceCall(method, path, headers(caller, body, trace), body);
    }

    private static MultiMap headers(Caller caller, @Nullable Buffer body, Trace trace) {
        MultiMap headers =
                MultiMap.caseInsensitiveMultiMap()
                        .add(HttpHeaders.ACCEPT, "application/json")
                        .add("traceparent", trace.traceparent())
                        .add(HttpHeaders.AUTHORIZATION, "Bearer " + caller.token());
        return body == null ? headers : headers.add(HttpHeaders.CONTENT_TYPE, "application/json");
    }

    private Reply reply(long id, Answer answer, Trace trace) {
        if (answer.succeeded() && answer.body().length() == 0) {
            return new Reply.Called(id, null);
        }
        if (answer.succeeded()) {
            return answer.json()
                    ? new Reply.Called(id, answer.body())
                    : failed(id, 406, "The answer is not JSON: call it over HTTP", trace);
        }
        return failed(id, answer.status(), message(answer), trace);
    }

    private static Reply refused(long id, Refusal refusal, Trace trace) {
        return failed(id, refusal.status(), String.valueOf(refusal.getMessage()), trace);
    }

    private static Reply failed(long id, int status, String message, Trace trace) {
        boolean temporary = status == TOO_MANY || status >= FIRST_SERVER_ERROR;
        return new Reply.Failed(id, new ErrorBody(status, message, temporary, trace.id()));
    }

    /// The problem's detail, or its title, or at least the status.
    private String message(Answer answer) {
        try {
            JsonNode problem = json.readTree(answer.body().getBytes());
            String title = problem == null ? "" : problem.path("title").asText("");
            String detail = problem == null ? "" : problem.path("detail").asText("");
            return !detail.isEmpty()
                    ? detail
                    : !title.isEmpty() ? title : "HTTP " + answer.status();
        } catch (IOException e) {
            return "HTTP " + answer.status();
        }
    }
}
