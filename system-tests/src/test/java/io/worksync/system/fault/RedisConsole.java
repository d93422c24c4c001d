package io.worksync.system.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.worksync.system.running.WorkSync;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;

/// What an operator could type into redis-cli.
final class RedisConsole {

    private final WorkSync worksync;

    RedisConsole(WorkSync worksync) {
        this.worksync = worksync;
    }

    /// The first line of the answer.
    String answer(String command) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), worksync.redisPort());
                BufferedReader answers =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
            String lines = "AUTH " + worksync.secret("redis.password") + "\r\n" + command + "\r\n";
            socket.getOutputStream().write(lines.getBytes(UTF_8));
            String authenticated = answers.readLine();
            String answer = answers.readLine();
            if (!authenticated.equals("+OK") || answer.startsWith("-")) {
                throw new IllegalStateException(command + ": " + authenticated + " " + answer);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
