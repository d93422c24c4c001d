package io.worksync.realtime;

import org.jspecify.annotations.Nullable;

/// Who a client is to the others in a topic: stamped by the gateway, never taken from the client.
///
/// @param user the user's id
/// @param client the id of their session
/// @param connInfo one line of JSON about the user, as the gateway knows it from the token
public record ClientInfo(String user, String client, @Nullable String connInfo) {

    public ClientInfo {
        if (!Label.isWord(user) || !Label.isWord(client)) {
            throw new IllegalArgumentException("Not a client");
        }
        if (connInfo != null && connInfo.chars().anyMatch(c -> c < ' ')) {
            throw new IllegalArgumentException("Not one line");
        }
    }

    /// `<user> <client>`, and after another space the rest where there is one.
    String encoded() {
        return user + " " + client + (connInfo == null ? "" : " " + connInfo);
    }

    /// Reads [#encoded()].
    static ClientInfo decoded(String text) {
        int first = text.indexOf(' ');
        int second = text.indexOf(' ', first + 1);
        return second < 0
                ? new ClientInfo(text.substring(0, first), text.substring(first + 1), null)
                : new ClientInfo(
                        text.substring(0, first),
                        text.substring(first + 1, second),
                        text.substring(second + 1));
    }
}
