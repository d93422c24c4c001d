package io.worksync.stack.process;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// One short question to a process on this machine; no answer in time means "not ready".
public final class Probe {

    private static final int TIMEOUT_MILLIS = 1_000;
    private static final int STUN_HEADER = 20;

    private Probe() {}

    /// Whether a GET is answered with 200.
    public static boolean answersOk(String url) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url).toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            int status = connection.getResponseCode();
            connection.disconnect();
            return status == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        }
    }

    /// Whether a TCP line protocol answers `request` with something that contains `expected`.
    public static boolean answers(int port, String request, String expected) {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return readUntil(socket.getInputStream(), expected);
        } catch (IOException e) {
            return false;
        }
    }

    /// Whether a STUN binding request (RFC 8489) over UDP is answered with a success response.
    public static boolean answersStun(int port) {
        byte[] request = new byte[STUN_HEADER];
        request[1] = 1;
        request[4] = 0x21;
        request[5] = 0x12;
        request[6] = (byte) 0xA4;
        request[7] = 0x42;
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.send(
                    new DatagramPacket(
                            request,
                            request.length,
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
            DatagramPacket answer = new DatagramPacket(new byte[512], 512);
            socket.receive(answer);
            return answer.getLength() >= STUN_HEADER
                    && answer.getData()[0] == 1
                    && answer.getData()[1] == 1;
        } catch (IOException e) {
            return false;
        }
    }

    /// Whether a line of the file contains the text.
    public static boolean contains(Path log, String text) {
        try (var lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            return lines.anyMatch(line -> line.contains(text));
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean readUntil(InputStream answers, String expected) throws IOException {
        StringBuilder seen = new StringBuilder();
        for (int next = answers.read(); next >= 0; next = answers.read()) {
            seen.append((char) next);
            if (seen.indexOf(expected) >= 0) {
                return true;
            }
        }
        return false;
    }
}
