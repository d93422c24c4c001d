package io.worksync.gateway.protocol;

import io.vertx.core.buffer.Buffer;

/// Keeps a JSON document on one line, since a line break ends it in the JSON form.
///
/// A raw line break in JSON can only be space between tokens, never inside a string.
final class JsonLines {

    private JsonLines() {}

    /// The document itself where it has no line break, else a copy with spaces for them.
    static Buffer oneLine(Buffer json) {
        for (int i = 0; i < json.length(); i++) {
            if (isBreak(json.getByte(i))) {
                return withoutBreaks(json);
            }
        }
        return json;
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
