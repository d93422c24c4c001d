package io.worksync.gateway.protocol;

import io.vertx.core.buffer.Buffer;
import io.worksync.realtime.ClientInfo;

/// Writes pushes as JSON. Topics need no escaping: they are letters, digits, `:`, `-` and `_`.
final class JsonPushes {

    private JsonPushes() {}

    static Buffer write(Push push) {
        return switch (push) {
            case Push.Published published -> published(published);
            case Push.Subscribed subscribed -> subscribed(subscribed);
            case Push.Unsubscribed unsubscribed ->
                    begin(unsubscribed, 64)
                            .appendString("\"unsubscribe\":{\"code\":")
                            .appendString(Integer.toString(unsubscribed.reason().code()))
                            .appendString(",\"reason\":\"")
                            .appendString(unsubscribed.reason().reason())
                            .appendString("\"}}}");
            case Push.Joined joined -> member(joined, "join", joined.info());
            case Push.Left left -> member(left, "leave", left.info());
            case Push.Message message ->
                    Buffer.buffer("{\"push\":{\"message\":{\"data\":")
                            .appendBuffer(JsonLines.oneLine(message.data()))
                            .appendString("}}}");
            case Push.Disconnected disconnected ->
                    Buffer.buffer(96)
                            .appendString("{\"push\":{\"disconnect\":{\"code\":")
                            .appendString(Short.toString(disconnected.code()))
                            .appendString(",\"reason\":\"")
                            .appendString(disconnected.reason())
                            .appendString("\",\"reconnect\":")
                            .appendString(Boolean.toString(disconnected.reconnect()))
                            .appendString("}}}");
            case Push.Refreshed refreshed ->
                    Buffer.buffer("{\"push\":{\"refresh\":{\"expires\":true,\"ttl\":")
                            .appendString(Long.toString(refreshed.ttl()))
                            .appendString("}}}");
        };
    }

    private static Buffer member(Push push, String kind, ClientInfo info) {
        return begin(push, 192)
                .appendString("\"")
                .appendString(kind)
                .appendString("\":{\"info\":")
                .appendString(JsonClients.write(info))
                .appendString("}}}");
    }

    private static Buffer published(Push.Published push) {
        Buffer data = JsonLines.oneLine(push.publication().data());
        Buffer out =
                begin(push, data.length() + 48)
                        .appendString("\"pub\":{\"data\":")
                        .appendBuffer(data);
        if (push.publication().publisher() != null) {
            out.appendString(",\"info\":")
                    .appendString(JsonClients.write(push.publication().publisher()));
        }
        if (push.publication().offset() > 0) {
            out.appendString(",\"offset\":")
                    .appendString(Long.toString(push.publication().offset()));
        }
        return out.appendString("}}}");
    }

    private static Buffer subscribed(Push.Subscribed push) {
        Buffer out = begin(push, 96).appendString("\"subscribe\":{");
        if (push.position() != null) {
            out.appendString("\"recoverable\":true,\"positioned\":true,\"epoch\":\"")
                    .appendString(push.position().epoch())
                    .appendString("\",\"offset\":")
                    .appendString(Long.toString(push.position().offset()));
        }
        return out.appendString("}}}");
    }

    private static Buffer begin(Push push, int length) {
        return Buffer.buffer(length + push.topic().length() + 32)
                .appendString("{\"push\":{\"channel\":\"")
                .appendString(push.topic())
                .appendString("\",");
    }
}
