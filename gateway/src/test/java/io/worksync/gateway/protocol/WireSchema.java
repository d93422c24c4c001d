package io.worksync.gateway.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/// The published schema (`definitions/client.proto` of `centrifugal/protocol`), as numbers, names
/// and types of fields, and a reader and writer of protobuf that knows nothing else.
///
/// Types: `u` number, `s` string, `b` boolean, `j` bytes that hold JSON, `Name` a message, `*Name`
/// many of it, `%Name` a map of strings to it, `%s` a map of strings to strings.
final class WireSchema {

    private static final String MESSAGES =
            """
            Command id=1:u connect=4:ConnectRequest subscribe=5:SubscribeRequest unsubscribe=6:Topic \
            publish=7:PublishRequest presence=8:Topic presence_stats=9:Topic history=10:HistoryRequest \
            ping=11:Empty send=12:Data rpc=13:RPCRequest refresh=14:Token sub_refresh=15:SubRefreshRequest
            ConnectRequest token=1:s data=2:j subs=3:%SubscribeRequest name=4:s version=5:s headers=6:%s \
            flag=7:u dict=8:s profile=9:s
            SubscribeRequest channel=1:s token=2:s recover=3:b epoch=6:s offset=7:u data=8:j positioned=9:b \
            recoverable=10:b join_leave=11:b delta=12:s tf=13:FilterNode flag=14:u type=15:u
            FilterNode key=2:s
            PublishRequest channel=1:s data=2:j type=3:u key=4:s
            SubRefreshRequest channel=1:s token=2:s type=3:u
            HistoryRequest channel=1:s limit=7:u since=8:StreamPosition reverse=9:b
            StreamPosition offset=1:u epoch=2:s
            RPCRequest data=1:j method=2:s
            Topic channel=1:s
            Token token=1:s
            Data data=1:j
            Empty
            Reply id=1:u error=2:Error push=4:Push connect=5:ConnectResult subscribe=6:SubscribeResult \
            unsubscribe=7:Empty publish=8:Empty presence=9:PresenceResult presence_stats=10:PresenceStatsResult \
            history=11:HistoryResult ping=12:Empty rpc=13:Data refresh=14:RefreshResult \
            sub_refresh=15:SubRefreshResult
            Error code=1:u message=2:s temporary=3:b
            Push channel=2:s pub=4:Publication join=5:Member leave=6:Member unsubscribe=7:Unsubscribe \
            message=8:Data subscribe=9:Subscribe disconnect=11:Disconnect refresh=12:SubRefreshResult
            ConnectResult client=1:s version=2:s expires=3:b ttl=4:u data=5:j subs=6:%SubscribeResult ping=7:u \
            pong=8:b session=9:s node=10:s time=11:u
            SubscribeResult expires=1:b ttl=2:u recoverable=3:b epoch=6:s publications=7:*Publication \
            recovered=8:b offset=9:u positioned=10:b data=11:j was_recovering=12:b
            Publication data=4:j info=5:ClientInfo offset=6:u
            ClientInfo user=1:s client=2:s conn_info=3:j chan_info=4:j
            Member info=1:ClientInfo
            Unsubscribe code=2:u reason=3:s
            Subscribe recoverable=1:b epoch=4:s offset=5:u positioned=6:b data=7:j
            Disconnect code=1:u reason=2:s reconnect=3:b
            PresenceResult presence=1:%ClientInfo
            PresenceStatsResult num_clients=1:u num_users=2:u
            HistoryResult publications=1:*Publication epoch=2:s offset=3:u
            RefreshResult client=1:s version=2:s expires=3:b ttl=4:u
            SubRefreshResult expires=1:b ttl=2:u
            """;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Map<String, Field>> BY_NAME = parse();

    private record Field(String name, int number, String type) {}

    private WireSchema() {}

    /// A message after its length, from its JSON form.
    static byte[] delimited(String message, JsonNode json) throws IOException {
        byte[] body = write(message, json);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeUInt32NoTag(body.length);
        out.writeRawBytes(body);
        out.flush();
        return bytes.toByteArray();
    }

    /// The JSON form of a message after its length.
    static JsonNode read(String message, byte[] delimited) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(delimited);
        JsonNode read = read(message, in);
        if (!in.isAtEnd()) {
            throw new IOException("more than one message");
        }
        return read;
    }

    private static byte[] write(String message, JsonNode json) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            write(out, field(message, entry.getKey()), entry.getValue());
        }
        out.flush();
        return bytes.toByteArray();
    }

    private static void write(CodedOutputStream out, Field field, JsonNode value)
            throws IOException {
        switch (field.type()) {
            case "u" -> out.writeUInt64(field.number(), value.longValue());
            case "b" -> out.writeBool(field.number(), value.booleanValue());
            case "s" -> out.writeString(field.number(), value.textValue());
            case "j" -> out.writeByteArray(field.number(), JSON.writeValueAsBytes(value));
            default -> {
                if (!field.type().startsWith("%")) {
                    out.writeByteArray(field.number(), write(field.type(), value));
                    return;
                }
                for (Map.Entry<String, JsonNode> entry : value.properties()) {
                    ObjectNode pair = JSON.createObjectNode().put("key", entry.getKey());
                    pair.set("value", entry.getValue());
                    out.writeByteArray(field.number(), write(field.type(), pair));
                }
            }
        }
    }

    private static JsonNode read(String message, CodedInputStream in) throws IOException {
        int outer = in.pushLimit(in.readRawVarint32());
        ObjectNode json = JSON.createObjectNode();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            int number = WireFormat.getTagFieldNumber(tag);
            Field field =
                    fields(message).values().stream()
                            .filter(each -> each.number() == number)
                            .findFirst()
                            .orElseThrow(() -> new IOException("no " + number + " in " + message));
            read(in, field, json);
        }
        in.popLimit(outer);
        return json;
    }

    private static void read(CodedInputStream in, Field field, ObjectNode json) throws IOException {
        switch (field.type().charAt(0)) {
            case 'u' -> json.put(field.name(), in.readUInt64());
            case 'b' -> json.put(field.name(), in.readBool());
            case 's' -> json.put(field.name(), in.readStringRequireUtf8());
            case 'j' -> json.set(field.name(), JSON.readTree(in.readByteArray()));
            case '*' -> array(json, field.name()).add(read(field.type().substring(1), in));
            case '%' -> {
                JsonNode pair = read(field.type(), in);
                ObjectNode map =
                        json.has(field.name())
                                ? (ObjectNode) json.get(field.name())
                                : json.putObject(field.name());
                map.set(pair.path("key").textValue(), pair.path("value"));
            }
            default -> json.set(field.name(), read(field.type(), in));
        }
    }

    private static ArrayNode array(ObjectNode json, String name) {
        return json.has(name) ? (ArrayNode) json.get(name) : json.putArray(name);
    }

    private static Field field(String message, String name) {
        Field field = fields(message).get(name);
        if (field == null) {
            throw new IllegalArgumentException("no " + name + " in " + message);
        }
        return field;
    }

    /// A map's entries are messages of a key and a value.
    private static Map<String, Field> fields(String message) {
        if (message.startsWith("%")) {
            return Map.of(
                    "key",
                    new Field("key", 1, "s"),
                    "value",
                    new Field("value", 2, message.substring(1)));
        }
        return BY_NAME.get(message);
    }

    private static Map<String, Map<String, Field>> parse() {
        Map<String, Map<String, Field>> messages = new HashMap<>();
        for (String line : MESSAGES.lines().toList()) {
            String[] words = line.strip().split(" +");
            Map<String, Field> fields = new HashMap<>();
            for (int i = 1; i < words.length; i++) {
                String[] parts = words[i].split("[=:]");
                fields.put(parts[0], new Field(parts[0], Integer.parseInt(parts[1]), parts[2]));
            }
            messages.put(words[0], fields);
        }
        return messages;
    }
}
