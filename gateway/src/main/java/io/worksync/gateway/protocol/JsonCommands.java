package io.worksync.gateway.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamReadException;
import io.vertx.core.buffer.Buffer;
import io.worksync.realtime.Position;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads commands from JSON.
///
/// The `data` of an `rpc` is kept as the bytes that came, not read and written again: what the
/// service gets is what the client sent.
final class JsonCommands {

    private static final int MAX_DEPTH = 64;
    private static final int MAX_NUMBER = 64;
    private static final byte BYTE_ORDER_MARK = (byte) 0xEF;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_DEPTH)
                                    .maxNumberLength(MAX_NUMBER)
                                    .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    // names come from clients: interning them would keep each for ever
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build();

    private final byte[] bytes;
    private final JsonParser json;

    private JsonCommands(byte[] bytes, JsonParser json) {
        this.bytes = bytes;
        this.json = json;
    }

    static List<Command> read(Buffer message) throws MalformedFrame {
        byte[] bytes = message.getBytes();
        try (JsonParser json = parser(bytes)) {
            JsonCommands reader = new JsonCommands(bytes, json);
            List<Command> commands = new ArrayList<>(1);
            while (json.nextToken() != null) {
                commands.add(reader.command());
            }
            if (commands.isEmpty()) {
                throw new MalformedFrame("empty message");
            }
            return commands;
        } catch (StreamReadException e) {
            throw new MalformedFrame("not JSON");
        } catch (IOException e) {
            throw new MalformedFrame("unreadable");
        }
    }

    /// One object with fields of commands, and nothing after it.
    static Fields body(byte[] bytes) throws IOException, MalformedFrame {
        try (JsonParser json = parser(bytes)) {
            JsonCommands reader = new JsonCommands(bytes, json);
            json.nextToken();
            reader.expect(JsonToken.START_OBJECT);
            Fields fields = reader.fields();
            if (json.nextToken() != null) {
                throw new MalformedFrame("more than one object");
            }
            return fields;
        }
    }

    /// A parser with the limits that hold for everything that clients send.
    static JsonParser parser(byte[] bytes) throws IOException, MalformedFrame {
        refuseOtherEncodings(bytes);
        return FACTORY.createParser(bytes);
    }

    /// A zero byte or a byte order mark would make the parser guess an encoding other than UTF-8.
    private static void refuseOtherEncodings(byte[] bytes) throws MalformedFrame {
        for (byte b : bytes) {
            if (b == 0) {
                throw new MalformedFrame("NUL");
            }
        }
        if (bytes.length > 0 && bytes[0] == BYTE_ORDER_MARK) {
            throw new MalformedFrame("byte order mark");
        }
    }

    private Command command() throws IOException, MalformedFrame {
        expect(JsonToken.START_OBJECT);
        long id = 0;
        boolean empty = true;
        Fields body = null;
        String kind = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            empty = false;
            String name = json.currentName();
            json.nextToken();
            if (name.equals("id")) {
                id = unsigned(0xFFFFFFFFL);
            } else if (kind == null && json.currentToken() == JsonToken.START_OBJECT) {
                kind = name;
                body = fields();
            } else {
                json.skipChildren();
            }
        }
        if (empty) {
            return new Command.Pong();
        }
        return kind == null || body == null ? new Command.Unknown(id) : body.command(kind, id);
    }

    private Fields fields() throws IOException, MalformedFrame {
        Fields fields = new Fields();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            if (json.currentToken() == JsonToken.VALUE_NULL) {
                continue;
            }
            switch (name) {
                case "token" -> fields.token = string();
                case "channel" -> fields.topic = string();
                case "name" -> fields.name = string();
                case "version" -> fields.version = string();
                case "method" -> fields.method = string();
                case "epoch" -> fields.epoch = string();
                case "offset" -> fields.offset = unsigned(Long.MAX_VALUE);
                case "recover" -> fields.recover = bool();
                case "reverse" -> fields.reverse = bool();
                case "positioned", "recoverable", "join_leave" -> bool();
                case "limit" -> fields.limit = number();
                case "type" -> fields.type = number();
                case "tf" -> fields.filtered = skipped();
                case "headers" -> headers();
                case "since" -> fields.since = position();
                case "subs" -> fields.subs = subs();
                case "data" -> fields.data = raw();
                default -> json.skipChildren();
            }
        }
        return fields;
    }

    private Map<String, Optional<Position>> subs() throws IOException, MalformedFrame {
        expect(JsonToken.START_OBJECT);
        Map<String, Optional<Position>> subs = new HashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String topic = json.currentName();
            json.nextToken();
            expect(JsonToken.START_OBJECT);
            subs.put(topic, Optional.ofNullable(fields().recoverSince()));
        }
        return subs;
    }

    private Position position() throws IOException, MalformedFrame {
        expect(JsonToken.START_OBJECT);
        Fields fields = fields();
        return new Position(fields.epoch, fields.offset);
    }

    private Buffer raw() throws IOException {
        int from = (int) json.currentTokenLocation().getByteOffset();
        json.finishToken();
        json.skipChildren();
        int to = (int) json.currentLocation().getByteOffset();
        return Buffer.buffer(to - from).appendBytes(bytes, from, to - from);
    }

    private String string() throws IOException, MalformedFrame {
        expect(JsonToken.VALUE_STRING);
        return json.getText();
    }

    private boolean bool() throws MalformedFrame {
        JsonToken token = json.currentToken();
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            throw new MalformedFrame("not a boolean");
        }
        return token == JsonToken.VALUE_TRUE;
    }

    private int number() throws IOException, MalformedFrame {
        expect(JsonToken.VALUE_NUMBER_INT);
        return json.getIntValue();
    }

    private boolean skipped() throws IOException {
        json.skipChildren();
        return true;
    }

    private void headers() throws IOException, MalformedFrame {
        expect(JsonToken.START_OBJECT);
        while (json.nextToken() != JsonToken.END_OBJECT) {
            json.nextToken();
            string();
        }
    }

    private long unsigned(long max) throws IOException, MalformedFrame {
        expect(JsonToken.VALUE_NUMBER_INT);
        long value = json.getLongValue();
        if (value < 0 || value > max) {
            throw new MalformedFrame("number out of range");
        }
        return value;
    }

    private void expect(JsonToken token) throws MalformedFrame {
        @Nullable JsonToken current = json.currentToken();
        if (current != token) {
            throw new MalformedFrame("unexpected " + current);
        }
    }
}
