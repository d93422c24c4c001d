package io.worksync.presence.session;

import io.worksync.contracts.id.UserId;

/// A session that a gateway node holds, as the node's set in Redis names it.
record HeldSession(UserId user, String id) {

    static HeldSession parse(String text) {
        int space = text.indexOf(' ');
        return new HeldSession(
                UserId.fromString(text.substring(0, space)), text.substring(space + 1));
    }
}
