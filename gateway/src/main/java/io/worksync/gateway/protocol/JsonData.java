package io.worksync.gateway.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Looks at data that a client wants to have handed on to others.
///
/// In the binary form it may be anything, and must not get into the text frames of others unseen.
public final class JsonData {

    private JsonData() {}

    /// The call that an asynchronous message asks for, `{"method":"…","data":…}`; empty where it
    /// asks for none.
    public static Optional<Command.Rpc> call(@Nullable Buffer data) {
        try {
            Fields fields = JsonCommands.body(data == null ? new byte[0] : data.getBytes());
            return fields.method.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Command.Rpc(0, fields.method, fields.data));
        } catch (IOException | MalformedFrame e) {
            return Optional.empty();
        }
    }

    /// Whether it is one JSON object, and nothing after it.
    public static boolean isObject(Buffer data) {
        try (JsonParser json = JsonCommands.parser(data.getBytes())) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            json.skipChildren();
            return json.nextToken() == null;
        } catch (IOException | MalformedFrame e) {
            return false;
        }
    }
}
