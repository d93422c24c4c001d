package io.worksync.gateway.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.buffer.Buffer;
import io.worksync.realtime.ClientInfo;
import io.worksync.realtime.Position;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Writes replies as JSON. Data of publications and calls is JSON already and goes in as it is.
final class JsonReplies {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final Buffer NULL = Buffer.buffer("null");

    private JsonReplies() {}

    static Buffer write(Reply reply) {
        return reply instanceof Reply.Called called ? called(called) : generated(reply);
    }

    /// By hand, since this one comes with each call, and has nothing in it that needs escaping.
    private static Buffer called(Reply.Called called) {
        Buffer data = called.data() == null ? NULL : JsonLines.oneLine(called.data());
        return Buffer.buffer(data.length() + 48)
                .appendString("{\"id\":")
                .appendString(Long.toString(called.id()))
                .appendString(",\"rpc\":{\"data\":")
                .appendBuffer(data)
                .appendString("}}");
    }

    private static Buffer generated(Reply reply) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberField("id", reply.id());
            result(json, reply);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Buffer.buffer(out.toByteArray());
    }

    private static void result(JsonGenerator json, Reply reply) throws IOException {
        switch (reply) {
            case Reply.Failed failed -> error(json, failed.error());
            case Reply.Connected connected -> connect(json, connected);
            case Reply.Subscribed subscribed -> {
                json.writeFieldName("subscribe");
                subscription(json, subscribed.subscription());
            }
            case Reply.Unsubscribed _ -> empty(json, "unsubscribe");
            case Reply.Published _ -> empty(json, "publish");
            case Reply.PresentClients present -> presence(json, present);
            case Reply.PresentCount count -> presenceStats(json, count);
            case Reply.HistoryPage page -> history(json, page);
            case Reply.Called _ -> throw new IllegalStateException("Written by hand");
            case Reply.Refreshed refreshed -> refresh(json, refreshed);
            case Reply.SubRefreshed _ -> subRefresh(json);
            case Reply.Pinged _ -> empty(json, "ping");
        }
    }

    private static void error(JsonGenerator json, ErrorBody error) throws IOException {
        json.writeObjectFieldStart("error");
        json.writeNumberField("code", error.code());
        json.writeStringField("message", error.message());
        if (error.temporary()) {
            json.writeBooleanField("temporary", true);
        }
        if (error.traceId() != null) {
            json.writeStringField("traceId", error.traceId());
        }
        json.writeEndObject();
    }

    private static void connect(JsonGenerator json, Reply.Connected connected) throws IOException {
        json.writeObjectFieldStart("connect");
        json.writeStringField("client", connected.client());
        json.writeStringField("version", connected.version());
        json.writeBooleanField("expires", true);
        json.writeNumberField("ttl", connected.ttl());
        json.writeObjectFieldStart("subs");
        for (Map.Entry<String, Reply.Subscription> sub : connected.subs().entrySet()) {
            json.writeFieldName(sub.getKey());
            subscription(json, sub.getValue());
        }
        json.writeEndObject();
        json.writeNumberField("ping", connected.ping());
        json.writeBooleanField("pong", true);
        json.writeStringField("session", connected.session());
        json.writeStringField("node", connected.node());
        json.writeNumberField("time", connected.time());
        json.writeEndObject();
    }

    private static void subscription(JsonGenerator json, Reply.Subscription subscription)
            throws IOException {
        json.writeStartObject();
        Position position = subscription.position();
        if (position != null) {
            json.writeBooleanField("recoverable", true);
            json.writeBooleanField("positioned", true);
            position(json, position);
        }
        publications(json, subscription.publications());
        if (subscription.recovered()) {
            json.writeBooleanField("recovered", true);
        }
        if (subscription.wasRecovering()) {
            json.writeBooleanField("was_recovering", true);
        }
        json.writeEndObject();
    }

    private static void presence(JsonGenerator json, Reply.PresentClients present)
            throws IOException {
        json.writeObjectFieldStart("presence");
        json.writeObjectFieldStart("presence");
        for (ClientInfo info : present.clients()) {
            json.writeFieldName(info.client());
            json.writeRawValue(JsonClients.write(info));
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void presenceStats(JsonGenerator json, Reply.PresentCount count)
            throws IOException {
        json.writeObjectFieldStart("presence_stats");
        json.writeNumberField("num_clients", count.clients());
        json.writeNumberField("num_users", count.users());
        json.writeEndObject();
    }

    private static void subRefresh(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("sub_refresh");
        json.writeBooleanField("expires", false);
        json.writeEndObject();
    }

    private static void history(JsonGenerator json, Reply.HistoryPage page) throws IOException {
        json.writeObjectFieldStart("history");
        publications(json, page.publications());
        position(json, page.top());
        json.writeEndObject();
    }

    private static void position(JsonGenerator json, Position position) throws IOException {
        json.writeStringField("epoch", position.epoch());
        json.writeNumberField("offset", position.offset());
    }

    private static void publications(JsonGenerator json, List<Reply.Publication> publications)
            throws IOException {
        if (publications.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("publications");
        for (Reply.Publication publication : publications) {
            json.writeStartObject();
            raw(json, "data", publication.data());
            if (publication.publisher() != null) {
                json.writeFieldName("info");
                json.writeRawValue(JsonClients.write(publication.publisher()));
            }
            if (publication.offset() > 0) {
                json.writeNumberField("offset", publication.offset());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void refresh(JsonGenerator json, Reply.Refreshed refreshed) throws IOException {
        json.writeObjectFieldStart("refresh");
        json.writeStringField("client", refreshed.client());
        json.writeStringField("version", refreshed.version());
        json.writeBooleanField("expires", true);
        json.writeNumberField("ttl", refreshed.ttl());
        json.writeEndObject();
    }

    private static void empty(JsonGenerator json, String name) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeEndObject();
    }

    private static void raw(JsonGenerator json, String name, Buffer data) throws IOException {
        json.writeFieldName(name);
        json.writeRawValue(JsonLines.oneLine(data).toString(StandardCharsets.UTF_8));
    }
}
