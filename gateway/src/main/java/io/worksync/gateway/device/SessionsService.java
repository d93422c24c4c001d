package io.worksync.gateway.device;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.worksync.contracts.problem.Problem;
import io.worksync.contracts.problem.Refusal;
import io.worksync.gateway.forward.Answer;
import io.worksync.gateway.forward.OwnService;
import io.worksync.gateway.forward.ServiceCall;
import io.worksync.gateway.forward.Trace;
import io.worksync.gateway.token.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `/api/sessions/v1/sessions`: one's own devices, and "sign out there".
@ApplicationScoped
class SessionsService implements OwnService {

    private static final String PREFIX = "/api/sessions/";
    private static final String COLLECTION = PREFIX + "v1/sessions";
    private static final Pattern ONE = Pattern.compile(COLLECTION + "/([A-Za-z0-9._~-]{1,255})");
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int WRONG_METHOD = 405;

    /// A list; nobody has so many devices that there is a next page.
    record Page(List<Device> items, @Nullable String nextCursor) {}

    private final MyDevices devices;
    private final ObjectMapper json;

    SessionsService(MyDevices devices, ObjectMapper json) {
        this.devices = devices;
        this.json = json;
    }

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public Uni<Answer> answer(Caller caller, ServiceCall call) {
        String path = call.path().path();
        var one = ONE.matcher(path);
        if (path.equals(COLLECTION)) {
            return call.method().equals(HttpMethod.GET)
                    ? devices.list(caller).map(all -> json(OK, new Page(all, null)))
                    : wrongMethod();
        }
        if (one.matches()) {
            return call.method().equals(HttpMethod.DELETE)
                    ? devices.signOut(caller, one.group(1)).map(ignored -> noContent())
                    : wrongMethod();
        }
        throw Refusal.notFound();
    }

    @Override
    public String openApi() {
        try (InputStream in = SessionsService.class.getResourceAsStream("openapi.json")) {
            if (in == null) {
                throw new IllegalStateException("No document of the sessions");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Uni<Answer> wrongMethod() {
        Problem problem =
                new Problem(
                        "about:blank",
                        "Method not allowed",
                        WRONG_METHOD,
                        "This method is not known here",
                        Trace.begin().id(),
                        null);
        return Uni.createFrom().item(json(WRONG_METHOD, problem));
    }

    private static Answer noContent() {
        return new Answer(NO_CONTENT, false, Buffer.buffer());
    }

    private Answer json(int status, Object body) {
        try {
            return new Answer(status, true, Buffer.buffer(json.writeValueAsBytes(body)));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
