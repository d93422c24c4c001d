package io.worksync.gateway.transport;

import io.netty.buffer.ByteBufUtil;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/// Whether bytes are the text that they should be.
public final class Utf8 {

    private Utf8() {}

    /// Whether all of it is UTF-8, without overlong forms and surrogates.
    @SuppressWarnings("deprecation") // Buffer has no other way to its bytes without a copy
    public static boolean isValid(Buffer text) {
        return ByteBufUtil.isText(text.getByteBuf(), StandardCharsets.UTF_8);
    }
}
