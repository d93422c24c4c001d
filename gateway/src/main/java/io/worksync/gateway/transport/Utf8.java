package io.worksync.gateway.transport;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Whether bytes are the text that they should be.
public final class Utf8 {

    private Utf8() {}

    /// Whether all of it is UTF-8, without overlong forms and surrogates.
    public static boolean isValid(Buffer text) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text.getBytes()));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
