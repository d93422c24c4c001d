package io.worksync.system.meeting;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.worksync.system.running.Json;
import io.worksync.system.running.WorkSync;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;

/// Who hosts a meeting, and where, as an operator finds it in Redis.
record RoomInRedis(WorkSync worksync, String meeting) {

    private static final int REDIS = 16_379;
    private static final int JANUS = 8_188;

    /// The name of the hosting instance, or nothing.
    String host() {
        return get("host");
    }

    /// The number of the media server, 0 for none.
    int mediaServer() {
        String state = get("state");
        if (state.isEmpty()) {
            return 0;
        }
        int port = URI.create(Json.parse(state).path("server").asText()).getPort();
        return port - JANUS - (worksync.redisPort() - REDIS) + 1;
    }

    private String get(String what) {
        String key = "worksync:signaling:sfu:{" + meeting + "}:" + what;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), worksync.redisPort());
                BufferedReader answers =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
            String lines = "AUTH " + worksync.secret("redis.password") + "\r\nGET " + key + "\r\n";
            socket.getOutputStream().write(lines.getBytes(UTF_8));
            answers.readLine();
            return answers.readLine().equals("$-1") ? "" : answers.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
