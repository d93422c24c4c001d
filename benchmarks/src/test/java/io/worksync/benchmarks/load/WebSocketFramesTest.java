package io.worksync.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.worksync.benchmarks.measure.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebSocketFramesTest implements FrameReader.Listener {

    private final List<String> seen = new ArrayList<>();

    @Override
    public void text(byte[] bytes, int from, int to) {
        seen.add(to - from > 100 ? "text of " + (to - from) : Bytes.text(bytes, from, to));
    }

    @Override
    public void ping(byte[] payload) {
        seen.add("ping " + Bytes.text(payload, 0, payload.length));
    }

    @Override
    public void closed(int code) {
        seen.add("closed " + code);
    }

    @Test
    void frames_are_read_in_whatever_pieces_they_come() {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        wire.writeBytes(frame(0x81, "one".length(), "one"));
        wire.writeBytes(frame(0x89, 2, "hi"));
        wire.writeBytes(frame(0x01, 2, "tw"));
        wire.writeBytes(frame(0x80, 1, "o"));
        wire.writeBytes(frame(0x81, 300, "x".repeat(300)));
        wire.writeBytes(frame(0x81, 70_000, "y".repeat(70_000)));
        wire.writeBytes(frame(0x88, 2, "\u0003\u00e8"));
        byte[] all = wire.toByteArray();
        for (int size : new int[] {1, 7, 1_000, all.length}) {
            seen.clear();
            FrameReader reader = new FrameReader();
            for (int from = 0; from < all.length; from += size) {
                reader.read(Arrays.copyOfRange(all, from, Math.min(all.length, from + size)), this);
            }
            assertThat(seen)
                    .containsExactly(
                            "one", "ping hi", "two", "text of 300", "text of 70000", "closed 1000");
        }
    }

    @Test
    void what_is_written_is_masked_and_has_its_length() {
        for (int length : new int[] {0, 5, 125, 126, 65_535, 65_536}) {
            byte[] payload = Bytes.ascii("z".repeat(length));
            byte[] frame = FrameWriter.frame(FrameWriter.TEXT, payload);
            int header = length < 126 ? 2 : length < 65_536 ? 4 : 10;
            assertThat(frame).hasSize(header + 4 + length);
            assertThat(frame[0] & 0xff).isEqualTo(0x81);
            assertThat(frame[1] & 0x80).isEqualTo(0x80);
            new FrameReader().read(unmasked(frame, header), this);
            assertThat(seen.removeLast())
                    .isEqualTo(length > 100 ? "text of " + length : "z".repeat(length));
        }
    }

    private static byte[] frame(int first, int length, String payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(first);
        if (length < 126) {
            frame.write(length);
        } else if (length < 65_536) {
            frame.writeBytes(new byte[] {126, (byte) (length >> 8), (byte) length});
        } else {
            frame.write(127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((byte) ((long) length >> shift));
            }
        }
        frame.writeBytes(Bytes.ascii(payload));
        return frame.toByteArray();
    }

    private static byte[] unmasked(byte[] frame, int header) {
        byte[] plain = new byte[frame.length - 4];
        System.arraycopy(frame, 0, plain, 0, header);
        plain[1] &= 0x7f;
        for (int i = 0; i < frame.length - header - 4; i++) {
            plain[header + i] = (byte) (frame[header + 4 + i] ^ frame[header + (i & 3)]);
        }
        return plain;
    }
}
