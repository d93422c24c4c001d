package io.worksync.benchmarks.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.worksync.benchmarks.measure.BenchFailure;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntConsumer;

/// A WebSocket without compression over a plain TCP connection.
final class Socket implements FrameReader.Listener {

    /// Takes the text of a frame, which lies between `from` and `to`.
    interface TextHandler {
        void text(byte[] frame, int from, int to);
    }

    private static final int NO_CLOSE_FRAME = 1006;
    private static final byte[] NOTHING = {};

    private final NetSocket connection;
    private final FrameReader frames = new FrameReader();
    private final Promise<Socket> opened = Promise.promise();
    private TextHandler onText = (frame, from, to) -> {};
    private IntConsumer onClose = code -> {};
    private Buffer answer = Buffer.buffer();
    private boolean open;
    private boolean handled;
    private int closeCode = NO_CLOSE_FRAME;

    private Socket(NetSocket connection) {
        this.connection = connection;
    }

    static Future<Socket> open(NetClient client, URI node, String path) {
        return client.connect(node.getPort(), "127.0.0.1")
                .compose(connection -> new Socket(connection).upgrade(node, path));
    }

    /// To be called when the socket opens. A server that speaks first may have done so before.
    void handle(TextHandler onText, IntConsumer onClose) {
        this.onText = onText;
        this.onClose = onClose;
        handled = true;
        Buffer early = answer;
        answer = Buffer.buffer();
        frames.read(early.getBytes(), this);
    }

    Future<Void> text(String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        return connection.write(Buffer.buffer(FrameWriter.frame(FrameWriter.TEXT, payload)));
    }

    Future<Void> close() {
        connection
                .write(Buffer.buffer(FrameWriter.frame(FrameWriter.CLOSE, NOTHING)))
                .onFailure(gone -> {});
        return connection.close();
    }

    private Future<Socket> upgrade(URI node, String path) {
        connection.handler(this::received);
        connection.exceptionHandler(e -> {});
        connection.closeHandler(
                v -> {
                    opened.tryFail("closed before the handshake was over");
                    onClose.accept(closeCode);
                });
        byte[] key = new byte[16];
        ThreadLocalRandom.current().nextBytes(key);
        return connection
                .write(
                        "GET %s HTTP/1.1\r\nHost: localhost:%d\r\nOrigin: http://localhost:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: %s\r\n\r\n"
                                .formatted(
                                        path,
                                        node.getPort(),
                                        node.getPort(),
                                        Base64.getEncoder().encodeToString(key)))
                .compose(v -> opened.future());
    }

    private void received(Buffer bytes) {
        if (handled) {
            frames.read(bytes.getBytes(), this);
            return;
        }
        answer.appendBuffer(bytes);
        if (open) {
            return;
        }
        String text = answer.toString(StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return;
        }
        if (!text.startsWith("HTTP/1.1 101 ")) {
            opened.tryFail(
                    new BenchFailure("no WebSocket: " + text.lines().findFirst().orElse("")));
            connection.close();
            return;
        }
        open = true;
        answer = answer.getBuffer(end + 4, answer.length());
        opened.tryComplete(this);
    }

    @Override
    public void text(byte[] bytes, int from, int to) {
        onText.text(bytes, from, to);
    }

    @Override
    public void ping(byte[] payload) {
        connection
                .write(Buffer.buffer(FrameWriter.frame(FrameWriter.PONG, payload)))
                .onFailure(gone -> {});
    }

    @Override
    public void closed(int code) {
        closeCode = code;
        connection.close().onFailure(gone -> {});
    }
}
