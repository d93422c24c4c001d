package io.worksync.gateway.protocol;

import io.netty.util.ByteProcessor;
import io.vertx.core.buffer.Buffer;

/// Keeps a JSON document on one line, since a line break ends it in the JSON form.
///
/// A raw line break in JSON can only be space between tokens, never inside a string.
final class JsonLines {

    private JsonLines() {}

    /// The document itself where it has no line break, else a copy with spaces for them.
    @SuppressWarnings("deprecation") // Buffer has no other way to its bytes without a copy
    static Buffer oneLine(Buffer json) {
        boolean hasBreak = json.getByteBuf().forEachByte(ByteProcessor.FIND_CRLF) >= 0;
        return hasBreak ? withoutBreaks(json) : json;
    }

    private static Buffer withoutBreaks(Buffer json) {
        byte[] bytes = json.getBytes();
        for (int i = 0; i < bytes.length; i++) {
            if (isBreak(bytes[i])) {
                bytes[i] = ' ';
            }
        }
        return Buffer.buffer(bytes);
    }

    private static boolean isBreak(byte b) {
        return b == '\n' || b == '\r';
    }
}
