package io.worksync.gateway.transport;

import io.vertx.core.buffer.Buffer;
import io.worksync.gateway.protocol.Codec;
import io.worksync.gateway.protocol.Codecs;
import java.util.List;

/// How messages follow each other in the body of a streamed answer.
public enum StreamForm {
    /// One JSON object a line.
    LINES(Codecs.JSON, "application/x-ndjson") {
        @Override
        Buffer frame(List<Buffer> encoded) {
            return joined(encoded, "", "\n");
        }
    },

    /// Protobuf messages, each after its length.
    LENGTHS(Codecs.PROTOBUF, "application/octet-stream") {
        @Override
        Buffer frame(List<Buffer> encoded) {
            return codec().message(encoded);
        }
    },

    /// Server-sent events (WHATWG HTML, 9.2), each the data of one JSON object.
    EVENTS(Codecs.JSON, "text/event-stream") {
        @Override
        Buffer frame(List<Buffer> encoded) {
            return joined(encoded, "data: ", "\n\n");
        }
    };

    private final String protocol;
    private final String contentType;

    StreamForm(String protocol, String contentType) {
        this.protocol = protocol;
        this.contentType = contentType;
    }

    /// The encoding of what is streamed.
    public Codec codec() {
        return Codecs.of(protocol);
    }

    String contentType() {
        return contentType;
    }

    /// The next piece of the body.
    abstract Buffer frame(List<Buffer> encoded);

    private static Buffer joined(List<Buffer> encoded, String before, String after) {
        int length = 0;
        for (Buffer each : encoded) {
            length += before.length() + each.length() + after.length();
        }
        Buffer frame = Buffer.buffer(length);
        for (Buffer each : encoded) {
            frame.appendString(before).appendBuffer(each).appendString(after);
        }
        return frame;
    }
}
