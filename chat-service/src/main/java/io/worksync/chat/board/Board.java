package io.worksync.chat.board;

import io.worksync.contracts.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A board as it was last saved: version 0 and nothing in it where it never was.
record Board(
        String name,
        String snapshot,
        long version,
        @Nullable Instant updatedAt,
        @Nullable UserId updatedBy) {

    static Board blank(BoardName name) {
        return new Board(name.value(), Snapshot.EMPTY.base64(), 0, null, null);
    }
}
