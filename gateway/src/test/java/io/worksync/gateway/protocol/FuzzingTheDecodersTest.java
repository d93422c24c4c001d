package io.worksync.gateway.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whatever comes in is commands or a [MalformedFrame], and nothing else: legal commands are
/// changed at random, and so are those that were still taken, so that changes add up.
///
/// `-Dfuzz.inputs` says how many are tried, `-Dfuzz.seed` begins another run.
class FuzzingTheDecodersTest {

    private static final int INPUTS = Integer.getInteger("fuzz.inputs", 40_000);
    private static final long SEED = Long.getLong("fuzz.seed", 1);
    private static final int MOST_CHANGES = 5;
    private static final int MOST_KEPT = 2_000;
    private static final int MOST_BYTES = 4_096;
    private static final String[] TOKENS = {
        "{",
        "}",
        "[",
        "]",
        "\"",
        "\\",
        ",",
        ":",
        "\n",
        "null",
        "true",
        "-1",
        "1e999",
        "0.1",
        "18446744073709551616",
        "\\u0000",
        "\\ud800",
        "\uFEFF",
        "é",
        "\"data\":",
        "\"id\":{",
        "\"subs\":{",
        "\"rpc\":{",
        "\"connect\":{",
        "\"since\":null",
        "\"channel\":\"\""
    };

    private final Random random = new Random(SEED);

    @Test
    void json() {
        List<byte[]> legal =
                EveryCommandTest.commands()
                        .map(command -> command.get()[0].toString())
                        .map(text -> text.getBytes(StandardCharsets.UTF_8))
                        .toList();
        fuzz(Codecs.of(Codecs.JSON), legal);
    }

    @Test
    void protobuf() throws IOException {
        List<byte[]> legal = new ArrayList<>();
        for (var command : EveryCommandTest.commands().toList()) {
            var json = new ObjectMapper().readTree(command.get()[0].toString());
            legal.add(WireSchema.delimited("Command", json));
        }
        fuzz(Codecs.of(Codecs.PROTOBUF), legal);
    }

    private void fuzz(Codec codec, List<byte[]> legal) {
        List<byte[]> corpus = new ArrayList<>(legal);
        int taken = 0;
        for (int i = 0; i < INPUTS; i++) {
            byte[] input = changed(pick(corpus), pick(corpus));
            try {
                if (codec.decode(Buffer.buffer(input)).isEmpty()) {
                    throw new IllegalStateException("no command, and no reason");
                }
                taken++;
                keep(corpus, legal.size(), input);
            } catch (MalformedFrame refused) {
                // as it should be
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError escaped) {
                throw new AssertionError(
                        "seed %d, input %d: %s".formatted(SEED, i, HexFormat.of().formatHex(input)),
                        escaped);
            }
        }
        // else nothing but the first byte would be tried
        assertThat(taken).isGreaterThan(INPUTS / 100).isLessThan(INPUTS);
    }

    private void keep(List<byte[]> corpus, int legal, byte[] input) {
        if (corpus.size() < MOST_KEPT) {
            corpus.add(input);
        } else {
            corpus.set(random.nextInt(legal, MOST_KEPT), input);
        }
    }

    private byte[] changed(byte[] original, byte[] other) {
        byte[] bytes = original;
        for (int change = random.nextInt(MOST_CHANGES) + 1; change > 0; change--) {
            bytes = changedOnce(bytes, other);
        }
        return bytes.length > MOST_BYTES ? Arrays.copyOf(bytes, MOST_BYTES) : bytes;
    }

    private byte[] changedOnce(byte[] bytes, byte[] other) {
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + random.nextInt(16));
        byte[] piece =
                switch (random.nextInt(6)) {
                    case 0 -> new byte[0];
                    case 1 ->
                            TOKENS[random.nextInt(TOKENS.length)].getBytes(StandardCharsets.UTF_8);
                    case 2 -> new byte[] {(byte) random.nextInt(256)};
                    case 3 -> part(other);
                    case 4 -> part(bytes);
                    default -> varint();
                };
        int resume = random.nextBoolean() ? to : from;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, from);
        out.writeBytes(piece);
        out.write(bytes, resume, bytes.length - resume);
        return out.toByteArray();
    }

    private byte[] part(byte[] bytes) {
        int from = random.nextInt(bytes.length + 1);
        int to = random.nextInt(from, bytes.length + 1);
        return Arrays.copyOfRange(bytes, from, to);
    }

    /// Lengths and numbers at the edges.
    private byte[] varint() {
        byte[] bytes = new byte[random.nextInt(1, 11)];
        Arrays.fill(bytes, (byte) 0xFF);
        bytes[bytes.length - 1] = (byte) random.nextInt(0x80);
        return bytes;
    }

    private byte[] pick(List<byte[]> corpus) {
        return corpus.get(random.nextInt(corpus.size()));
    }
}
