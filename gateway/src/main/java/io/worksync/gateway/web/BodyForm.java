package io.worksync.gateway.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// In which encoding a client of a stream speaks, by the content type of its request.
public enum BodyForm {
    JSON,
    PROTOBUF;

    /// The form of a request, JSON where it does not say; null where it says something else.
    static @Nullable BodyForm of(HttpServerRequest request) {
        String header = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (header == null) {
            return JSON;
        }
        String type = header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return switch (type) {
            case "application/json" -> JSON;
            case "application/octet-stream" -> PROTOBUF;
            default -> null;
        };
    }
}
