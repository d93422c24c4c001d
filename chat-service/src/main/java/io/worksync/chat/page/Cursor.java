package io.worksync.chat.page;

import io.worksync.contracts.problem.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The sort key of the last item that a caller got. It grants nothing: a made-up one only begins
/// elsewhere in the same list.
public record Cursor(String text, UUID id) {

    private static final Cursor START = new Cursor("", new UUID(0, 0));
    private static final int ID_LENGTH = 36;

    /// Reads what a caller sent; nothing stands for the beginning.
    public static Cursor parse(@Nullable String encoded) {
        if (encoded == null) {
            return START;
        }
        try {
            String decoded =
                    new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
            if (decoded.length() < ID_LENGTH || decoded.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("Not a cursor");
            }
            return new Cursor(
                    decoded.substring(ID_LENGTH), UUID.fromString(decoded.substring(0, ID_LENGTH)));
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest("cursor", "This is not a cursor of this list");
        }
    }

    @Override
    public String toString() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((id + text).getBytes(StandardCharsets.UTF_8));
    }
}
