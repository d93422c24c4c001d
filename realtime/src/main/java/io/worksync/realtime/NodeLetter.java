package io.worksync.realtime;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What one node sends to another's channel: a kind, then what belongs to it.
sealed interface NodeLetter {

    byte QUESTION = 1;
    byte ANSWER = 2;
    byte CHECK = 3;
    int KIND = 1;
    int NUMBER = Long.BYTES;
    int LENGTH = Short.BYTES;

    /// A question of a node, under the number that this node gave it.
    record Question(long number, String from, Buffer content) implements NodeLetter {}

    /// The answer to the question that the receiver gave this number.
    record Answer(long number, Buffer content) implements NodeLetter {}

    /// A node's letter to itself, to learn whether its letters arrive.
    record Check() implements NodeLetter {}

    default Buffer encode() {
        return switch (this) {
            case Question question -> {
                byte[] from = question.from.getBytes(StandardCharsets.UTF_8);
                yield Buffer.buffer()
                        .appendByte(QUESTION)
                        .appendLong(question.number)
                        .appendShort((short) from.length)
                        .appendBytes(from)
                        .appendBuffer(question.content);
            }
            case Answer answer ->
                    Buffer.buffer()
                            .appendByte(ANSWER)
                            .appendLong(answer.number)
                            .appendBuffer(answer.content);
            case Check _ -> Buffer.buffer().appendByte(CHECK);
        };
    }

    /// Reads a letter; null where it is none of these, such as one of a later version.
    static @Nullable NodeLetter parse(Buffer bytes) {
        if (bytes.length() < KIND) {
            return null;
        }
        return switch (bytes.getByte(0)) {
            case QUESTION -> question(bytes);
            case ANSWER -> bytes.length() < KIND + NUMBER ? null : answer(bytes);
            case CHECK -> new Check();
            default -> null;
        };
    }

    private static @Nullable NodeLetter question(Buffer bytes) {
        int from = KIND + NUMBER + LENGTH;
        if (bytes.length() < from) {
            return null;
        }
        int content = from + bytes.getUnsignedShort(KIND + NUMBER);
        if (bytes.length() < content) {
            return null;
        }
        return new Question(
                bytes.getLong(KIND),
                bytes.getString(from, content),
                bytes.getBuffer(content, bytes.length()));
    }

    private static NodeLetter answer(Buffer bytes) {
        return new Answer(bytes.getLong(KIND), bytes.getBuffer(KIND + NUMBER, bytes.length()));
    }
}
