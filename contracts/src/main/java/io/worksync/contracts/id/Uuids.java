package io.worksync.contracts.id;

import java.util.UUID;

/// Reads UUIDs in their canonical form only: `UUID.fromString` also takes "1-1-1-1-1".
final class Uuids {

    private static final int CANONICAL_LENGTH = 36;

    private Uuids() {}

    static UUID parse(String text) {
        if (text.length() != CANONICAL_LENGTH) {
            throw new IllegalArgumentException("Not a UUID");
        }
        return UUID.fromString(text);
    }
}
