package io.worksync.gateway.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.worksync.realtime.ClientInfo;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// What the others in a topic see of a session: its id, its user, and what the user's token says of
/// their name. Nothing of it comes from the client.
@ApplicationScoped
public class ClientInfos {

    private final ObjectMapper json;
    private final SessionConfig config;

    ClientInfos(ObjectMapper json, SessionConfig config) {
        this.json = json;
        this.config = config;
    }

    /// Worked out once; most sessions never show themselves.
    public ClientInfo of(LiveSession session) {
        ClientInfo info = session.info();
        if (info == null) {
            info =
                    new ClientInfo(
                            session.session().userId().toString(),
                            session.session().id(),
                            aboutUser(session.caller().token()));
            session.setInfo(info);
        }
        return info;
    }

    /// The token was verified when it came.
    private @Nullable String aboutUser(String token) {
        try {
            JsonNode claims = json.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
            ObjectNode about = json.createObjectNode();
            config.info()
                    .forEach(
                            (field, claim) -> {
                                if (claims.path(claim).isTextual()) {
                                    about.put(field, claims.path(claim).textValue());
                                }
                            });
            return about.isEmpty() ? null : json.writeValueAsString(about);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
