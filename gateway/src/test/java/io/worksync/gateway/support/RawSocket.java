package io.worksync.gateway.support;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// A TCP connection that says what no decent client would.
public final class RawSocket implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PONG = 10;

    private final Socket socket;

    public RawSocket(int port) {
        this(port, "127.0.0.1");
    }

    /// One that comes from this loopback address.
    public RawSocket(int port, String from) {
        this(port, from, 0);
    }

    private RawSocket(int port, String from, int receiveBuffer) {
        try {
            socket = new Socket();
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.bind(new InetSocketAddress(from, 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.setSoTimeout(TIMEOUT_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One whose kernel takes little for it.
    public static RawSocket narrow(int port) {
        return new RawSocket(port, "127.0.0.1", 4096);
    }

    /// A WebSocket that is open.
    public static RawSocket open(int port) {
        return new RawSocket(port).opened();
    }

    /// Opens the WebSocket.
    public RawSocket opened() {
        String head = request("GET /connection/websocket HTTP/1.1", upgrade());
        if (!head.startsWith("HTTP/1.1 101")) {
            throw new IllegalStateException(head);
        }
        return this;
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
        write(masked(firstByte, payload));
    }

    private static byte[] masked(int firstByte, byte[] payload) {
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
        return frame.toByteArray();
    }

    /// Sends a text message cut into frames of these lengths, and the rest in the last.
    public void split(byte[] message, int... lengths) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        int from = 0;
        for (int i = 0; i <= lengths.length; i++) {
            boolean last = i == lengths.length;
            int to = last ? message.length : from + lengths[i];
            frames.writeBytes(
                    masked(
                            (last ? 0x80 : 0) | (i == 0 ? TEXT : 0),
                            Arrays.copyOfRange(message, from, to)));
            from = to;
        }
        write(frames.toByteArray());
    }

    /// Sends a whole text message.
    public void text(byte[] payload) {
        frame(0x80 | TEXT, payload);
    }

    /// The text of the next message that is no ping of the server's.
    public String message() {
        try {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            while (true) {
                int first = in.read();
                byte[] payload = in.readNBytes(length(in));
                if (first != (0x80 | TEXT)) {
                    throw new IllegalStateException("Frame " + first + " with " + payload.length);
                }
                if (payload.length > 2) {
                    return new String(payload, StandardCharsets.UTF_8);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The payload of the next frame, which must be a pong.
    public String pong() {
        try {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            int first = in.read();
            byte[] payload = in.readNBytes(length(in));
            if (first != (0x80 | PONG)) {
                throw new IllegalStateException("Frame " + first);
            }
            return new String(payload, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// How long to wait for what comes.
    public RawSocket patience(int millis) {
        try {
            socket.setSoTimeout(millis);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
                    return payload.length < 2
                            ? 1005
                            : ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF);
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
