package io.worksync.gateway.support;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A TCP connection that says what no decent client would.
public final class RawSocket implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;

    private final Socket socket;

    public RawSocket(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(TIMEOUT_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The headers of a correct upgrade.
    public static List<String> upgrade() {
        return List.of(
                "Host: localhost",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version: 13");
    }

    /// Sends a request and returns the head of the answer.
    public String request(String line, List<String> headers) {
        write(
                (line + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        return head();
    }

    /// Sends one masked frame.
    public void frame(int firstByte, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(firstByte);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length & 0xFF);
        }
        // a mask of zeros leaves the payload as it is
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        write(frame.toByteArray());
    }

    /// Sends a whole text message.
    public void text(byte[] payload) {
        frame(0x80 | TEXT, payload);
    }

    public void write(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads frames until the close frame, and returns its code; 1006 where the connection just
    /// ends.
    public int closeCode() {
        try {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            while (true) {
                int first = in.read();
                if (first < 0) {
                    return 1006;
                }
                byte[] payload = in.readNBytes(length(in));
                if ((first & 0x0F) == CLOSE) {
                    return ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF);
                }
            }
        } catch (IOException e) {
            return 1006;
        }
    }

    private static int length(DataInputStream in) throws IOException {
        int length = in.read() & 0x7F;
        return switch (length) {
            case 126 -> in.readUnsignedShort();
            case 127 -> (int) in.readLong();
            default -> length;
        };
    }

    private String head() {
        try {
            InputStream in = socket.getInputStream();
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    break;
                }
                head.write(next);
            }
            return head.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
