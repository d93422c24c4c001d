package io.worksync.chat.board;

import io.worksync.contracts.problem.Refusal;
import java.util.Base64;

/// The whole of a board as its editors wrote it, in base64. What the bytes mean is their business.
record Snapshot(String base64) {

    /// The state of a board that nobody has written on.
    static final Snapshot EMPTY = new Snapshot("");

    /// Takes what a caller sent; `limit` is the number of bytes.
    static Snapshot of(String base64, int limit) {
        if (base64.isEmpty()) {
            throw Refusal.badRequest("snapshot", "This must not be empty");
        }
        if (bytes(base64) > limit) {
            throw Refusal.tooLarge("A board's snapshot has at most " + limit + " bytes");
        }
        return new Snapshot(base64);
    }

    private static int bytes(String base64) {
        try {
            return Base64.getDecoder().decode(base64).length;
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest("snapshot", "This is not base64");
        }
    }
}
