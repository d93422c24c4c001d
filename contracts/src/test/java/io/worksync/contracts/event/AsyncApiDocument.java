package io.worksync.contracts.event;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import io.worksync.contracts.meeting.SignalAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes the AsyncAPI 3 document from the records that the services publish.
final class AsyncApiDocument {

    private static final String MESSAGES = "#/components/messages/";

    /// Which events travel on the topics of a namespace.
    static final Map<String, List<String>> TOPICS = topics();

    /// The namespaces whose topics clients publish on.
    private static final List<String> CLIENT_TOPICS = List.of("board", "cursor");

    /// The namespaces that have but one topic, and its name.
    private static final Map<String, String> ONLY_TOPIC = Map.of("ops", "nodes");

    private static final List<String> OF_CHANNEL = List.of("typing", "board", "cursor");

    private static final Map<String, List<KafkaEvents>> KAFKA =
            Map.of(
                    KafkaTopics.MESSAGES,
                    List.of(
                            new KafkaEvents(
                                    MessageEvent.class,
                                    List.of(
                                            "message.created",
                                            "message.updated",
                                            "message.deleted"))),
                    KafkaTopics.MEMBERSHIPS,
                    List.of(
                            new KafkaEvents(
                                    MembershipEvent.class,
                                    List.of("member.joined", "member.left"))),
                    KafkaTopics.SESSIONS,
                    List.of(
                            new KafkaEvents(
                                    SessionEvent.class,
                                    List.of("session.opened", "session.closed"))),
                    KafkaTopics.PRESENCE,
                    List.of(new KafkaEvents(PresenceEvent.class, List.of("presence.changed"))),
                    KafkaTopics.MEETINGS,
                    List.of(
                            new KafkaEvents(
                                    MeetingEvent.class,
                                    List.of("meeting.started", "meeting.ended")),
                            new KafkaEvents(MissedMeetingEvent.class, List.of("meeting.missed")),
                            new KafkaEvents(AttendanceEvent.class, List.of("attendance.changed"))));

    private final ObjectMapper mapper = new ObjectMapper();
    private final SchemaGenerator schemas = generator();

    /// Events of one shape on a Kafka topic.
    private record KafkaEvents(Class<?> payload, List<String> types) {}

    ObjectNode document() {
        ObjectNode document = mapper.createObjectNode().put("asyncapi", "3.0.0");
        document.set("info", info());
        document.set("servers", servers());
        ObjectNode channels = document.putObject("channels");
        ObjectNode operations = document.putObject("operations");
        ObjectNode messages = document.putObject("components").putObject("messages");
        TOPICS.forEach((namespace, types) -> topic(channels, operations, namespace, types));
        CLIENT_TOPICS.forEach(namespace -> clientTopic(channels, operations, namespace));
        messages.putObject("client.published")
                .put("name", "client.published")
                .put("contentType", "application/json")
                .put("summary", "Whatever the members of the channel agree on")
                .putObject("payload")
                .put("type", "object");
        for (JsonSubTypes.Type type : eventTypes()) {
            messages.set(type.name(), message(type.name(), type.value(), type.name()));
        }
        KAFKA.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> kafka(channels, messages, entry.getKey(), entry.getValue()));
        return document;
    }

    static JsonSubTypes.Type[] eventTypes() {
        return TopicEvent.class.getAnnotation(JsonSubTypes.class).value();
    }

    private ObjectNode info() {
        return mapper.createObjectNode()
                .put("title", "WorkSync events")
                .put("version", "1")
                .put(
                        "description",
                        "What a client receives on the topics of its one WebSocket (Centrifugal client"
                                + " protocol v2; a topic is the protocol's channel), and what the services"
                                + " tell each other over Kafka (CloudEvents 1.0, binary mode). Clients ignore"
                                + " types and fields that they do not know.");
    }

    private ObjectNode servers() {
        ObjectNode servers = mapper.createObjectNode();
        gateway(servers, "gateway", "/connection/websocket", "ws")
                .put("description", "JSON, or protobuf with the sub-protocol centrifuge-protobuf");
        gateway(servers, "gateway-http-stream", "/connection/http_stream", "http")
                .put("description", "Where WebSocket does not pass; commands by POST /emulation");
        gateway(servers, "gateway-sse", "/connection/sse", "http")
                .put("description", "The same as server-sent events");
        servers.putObject("kafka").put("host", "localhost:19092").put("protocol", "kafka");
        return servers;
    }

    private static ObjectNode gateway(
            ObjectNode servers, String name, String path, String protocol) {
        return servers.putObject(name)
                .put("host", "localhost:8080")
                .put("pathname", path)
                .put("protocol", protocol);
    }

    private void topic(
            ObjectNode channels, ObjectNode operations, String namespace, List<String> types) {
        String parameter = namespace.equals("presence") ? "userId" : parameterOf(namespace);
        String only = ONLY_TOPIC.get(namespace);
        String name = only == null ? "{" + parameter + "}" : only;
        ObjectNode channel = channels.putObject(namespace).put("address", namespace + ":" + name);
        ArrayNode over = channel.putArray("servers");
        for (String server : List.of("gateway", "gateway-http-stream", "gateway-sse")) {
            over.addObject().put("$ref", "#/servers/" + server);
        }
        if (only == null) {
            channel.putObject("parameters").putObject(parameter).put("description", "A UUID");
        }
        ObjectNode messages = channel.putObject("messages");
        types.forEach(type -> messages.putObject(type).put("$ref", MESSAGES + type));
        operations
                .putObject("receive-" + namespace)
                .put("action", "receive")
                .putObject("channel")
                .put("$ref", "#/channels/" + namespace);
    }

    /// What clients publish and receive; the server adds who published.
    private void clientTopic(ObjectNode channels, ObjectNode operations, String namespace) {
        topic(channels, operations, namespace, List.of("client.published"));
        operations
                .putObject("send-" + namespace)
                .put("action", "send")
                .putObject("channel")
                .put("$ref", "#/channels/" + namespace);
    }

    private static String parameterOf(String namespace) {
        return OF_CHANNEL.contains(namespace) ? "channelId" : namespace + "Id";
    }

    private void kafka(
            ObjectNode channels, ObjectNode messages, String name, List<KafkaEvents> events) {
        ObjectNode channel = channels.putObject(name).put("address", name);
        channel.putArray("servers").addObject().put("$ref", "#/servers/kafka");
        ObjectNode references = channel.putObject("messages");
        for (KafkaEvents same : events) {
            for (String type : same.types()) {
                String key = name + "." + type;
                messages.set(key, message(type, same.payload(), null));
                references.putObject(type).put("$ref", MESSAGES + key);
            }
        }
    }

    private ObjectNode message(String name, Class<?> payload, @Nullable String type) {
        ObjectNode message = mapper.createObjectNode().put("name", name);
        message.put("contentType", "application/json");
        ObjectNode schema = schemas.generateSchema(payload);
        schema.remove("$schema");
        if (type != null) {
            ObjectNode properties = mapper.createObjectNode();
            properties.putObject("type").put("const", type);
            properties.setAll((ObjectNode) schema.get("properties"));
            schema.set("properties", properties);
            require(schema, properties);
        }
        message.set("payload", schema);
        return message;
    }

    private static void require(ObjectNode schema, JsonNode properties) {
        ArrayNode required = schema.putArray("required");
        properties.fieldNames().forEachRemaining(required::add);
    }

    private static SchemaGenerator generator() {
        SchemaGeneratorConfigBuilder config =
                new SchemaGeneratorConfigBuilder(
                                SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                        .with(
                                new JacksonModule(
                                        JacksonOption.FLATTENED_ENUMS_FROM_JSONPROPERTY,
                                        JacksonOption.SKIP_SUBTYPE_LOOKUP))
                        .with(Option.INLINE_ALL_SCHEMAS)
                        .with(Option.FLATTENED_ENUMS);
        config.forTypesInGeneral()
                .withCustomDefinitionProvider(
                        (type, context) -> {
                            ObjectNode text =
                                    context.getGeneratorConfig()
                                            .createObjectNode()
                                            .put("type", "string");
                            Class<?> erased = type.getErasedType();
                            String format = formatOf(erased);
                            if (format == null && erased != SignalAddress.class) {
                                return null;
                            }
                            return new CustomDefinition(
                                    format == null ? text : text.put("format", format));
                        });
        config.forFields()
                .withNullableCheck(
                        field ->
                                field.getRawMember()
                                        .getAnnotatedType()
                                        .isAnnotationPresent(Nullable.class));
        return new SchemaGenerator(config.build());
    }

    private static @Nullable String formatOf(Class<?> type) {
        if (type.getPackageName().equals("io.worksync.contracts.id")) {
            return "uuid";
        }
        return type == java.time.Instant.class ? "date-time" : null;
    }

    private static Map<String, List<String>> topics() {
        Map<String, List<String>> topics = new LinkedHashMap<>();
        topics.put(
                "channel",
                List.of(
                        "message.created",
                        "message.updated",
                        "message.deleted",
                        "member.joined",
                        "member.left",
                        "channel.updated"));
        topics.put(
                "user",
                List.of(
                        "channel.joined",
                        "channel.left",
                        "read.updated",
                        "notification.created",
                        "notification.updated",
                        "meeting.ringing",
                        "meeting.answered",
                        "meeting.cancelled",
                        "meeting.missed"));
        topics.put("presence", List.of("presence.changed"));
        topics.put("typing", List.of("typing.started", "typing.stopped"));
        topics.put(
                "meeting",
                List.of(
                        "participant.joined",
                        "participant.updated",
                        "participant.left",
                        "meeting.updated",
                        "meeting.ended",
                        "lobby.updated",
                        "ring.answered",
                        "reaction.sent",
                        "speakers.changed"));
        topics.put(
                "participant",
                List.of(
                        "signal.received",
                        "participant.removed",
                        "participant.admitted",
                        "participant.muted",
                        "ice.expiring"));
        topics.put("ops", List.of("node.reported"));
        return topics;
    }
}
