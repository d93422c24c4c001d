package io.worksync.gateway.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.worksync.contracts.problem.Refusal;
import io.worksync.gateway.forward.Answer;
import io.worksync.gateway.forward.CallPath;
import io.worksync.gateway.forward.Forwarder;
import io.worksync.gateway.forward.ServiceCall;
import io.worksync.gateway.forward.Trace;
import io.worksync.gateway.token.Caller;
import io.worksync.realtime.RealtimeConfig;
import io.worksync.realtime.Topic;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Asks the services who may have which topic, with the caller's own token.
///
/// Fails when a service cannot answer: then nobody knows, and the client tries again.
@ApplicationScoped
class TopicAccess {

    private static final String TOPICS = "/internal/realtime/topics";
    private static final int ALLOWED = 204;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final Forwarder forwarder;
    private final RealtimeConfig realtime;
    private final SubscriptionConfig config;
    private final ObjectMapper json;

    TopicAccess(
            Forwarder forwarder,
            RealtimeConfig realtime,
            SubscriptionConfig config,
            ObjectMapper json) {
        this.forwarder = forwarder;
        this.realtime = realtime;
        this.config = config;
        this.json = json;
    }

    /// The topics that a session of the caller is to have, by all providers; each may answer from
    /// what it remembers, as long as that is as new as what was published to the caller.
    Uni<List<Topic>> topicsOf(Caller caller, long published) {
        String path = TOPICS + "?published=" + published;
        List<Uni<List<Topic>>> asked =
                config.providers().stream()
                        .map(
                                service ->
                                        forwarder
                                                .ask(service, call(caller, path))
                                                .map(this::topics))
                        .toList();
        return asked.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Uni.join()
                        .all(asked)
                        .andFailFast()
                        .map(
                                lists ->
                                        lists.stream()
                                                .flatMap(Collection::stream)
                                                .distinct()
                                                .toList());
    }

    /// Whether the owner of the namespace lets the caller subscribe; nobody owns it: no.
    Uni<Boolean> allowed(Caller caller, Topic topic) {
        RealtimeConfig.Namespace namespace = realtime.namespaces().get(topic.namespace());
        Optional<String> owner = namespace == null ? Optional.empty() : namespace.owner();
        return owner.isEmpty()
                ? Uni.createFrom().item(false)
                : forwarder
                        .ask(owner.get(), call(caller, TOPICS + "/" + topic))
                        .map(TopicAccess::isAllowed);
    }

    private static boolean isAllowed(Answer answer) {
        return switch (answer.status()) {
            case ALLOWED -> true;
            case FORBIDDEN, NOT_FOUND -> false;
            default -> throw unanswered(answer.status());
        };
    }

    private List<Topic> topics(Answer answer) {
        if (!answer.succeeded()) {
            throw unanswered(answer.status());
        }
        try {
            JsonNode document = json.readTree(answer.body().getBytes());
            List<Topic> topics = new ArrayList<>();
            document.path("topics").forEach(topic -> topics.add(Topic.parse(topic.asText())));
            return topics;
        } catch (IOException e) {
            throw unanswered(answer.status());
        }
    }

    private static Refusal unanswered(int status) {
        return Refusal.unavailable("Asked about topics, got " + status, Duration.ofSeconds(1));
    }

    private static ServiceCall call(Caller caller, String path) {
        return new ServiceCall(
                HttpMethod.GET,
                CallPath.parse(path),
                MultiMap.caseInsensitiveMultiMap()
                        .add(HttpHeaders.ACCEPT, "application/json")
                        .add("traceparent", Trace.begin().traceparent())
                        .add(HttpHeaders.AUTHORIZATION, "Bearer " + caller.token()),
                null);
    }
}
