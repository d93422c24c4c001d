package io.worksync.gateway.emulation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.vertx.core.buffer.Buffer;
import io.worksync.contracts.problem.Refusal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A message of a client to its stream: which node holds it, which stream it is, and the message.
record EmulationRequest(String node, String session, Buffer data) {

    private static final int MAX_DEPTH = 16;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    // names come from clients: interning them would keep each for ever
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build();

    /// Reads `{"session": …, "node": …, "data": "<commands>"}`; refuses with 400.
    static EmulationRequest ofJson(Buffer body) {
        try (JsonParser json = FACTORY.createParser(body.getBytes())) {
            return read(json);
        } catch (IOException e) {
            throw malformed("The body is not JSON");
        }
    }

    /// Reads the `EmulationRequest` of `client.proto`; refuses with 400.
    static EmulationRequest ofProtobuf(Buffer body) {
        CodedInputStream in = CodedInputStream.newInstance(body.getBytes());
        String node = null;
        String session = null;
        Buffer data = null;
        try {
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                switch (tag) {
                    case 1 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED ->
                            node = in.readStringRequireUtf8();
                    case 2 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED ->
                            session = in.readStringRequireUtf8();
                    case 3 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED ->
                            data = Buffer.buffer(in.readByteArray());
                    default -> in.skipField(tag);
                }
            }
        } catch (IOException e) {
            throw malformed("The body is not protobuf");
        }
        return of(node, session, data);
    }

    private static EmulationRequest read(JsonParser json) throws IOException {
        String node = null;
        String session = null;
        Buffer data = null;
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw malformed("The body is not an object");
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "node" -> node = string(json, name);
                case "session" -> session = string(json, name);
                case "data" -> data = utf8(string(json, name));
                default -> json.skipChildren();
            }
        }
        if (json.nextToken() != null) {
            throw malformed("There is something behind the object");
        }
        return of(node, session, data);
    }

    private static EmulationRequest of(
            @Nullable String node, @Nullable String session, @Nullable Buffer data) {
        if (node == null || session == null || data == null || data.length() == 0) {
            throw malformed("session, node and data are needed");
        }
        return new EmulationRequest(node, session, data);
    }

    private static String string(JsonParser json, String name) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw Refusal.badRequest(name, "A string is needed");
        }
        return json.getText();
    }

    /// Half a surrogate pair can be written in JSON, but is no text.
    private static Buffer utf8(String text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return Buffer.buffer(bytes);
        } catch (CharacterCodingException e) {
            throw Refusal.badRequest("data", "It is not Unicode text");
        }
    }

    private static Refusal malformed(String detail) {
        return Refusal.badRequest("body", detail);
    }
}
