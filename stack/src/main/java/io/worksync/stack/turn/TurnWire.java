package io.worksync.stack.turn;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;

/// How STUN messages reach a server. Nothing within a second is a `SocketTimeoutException`.
interface TurnWire extends AutoCloseable {

    int TIMEOUT_MILLIS = 1_000;
    int LARGEST = 2_048;

    void send(byte[] message) throws IOException;

    byte[] receive() throws IOException;

    @Override
    void close() throws IOException;

    static TurnWire udp(InetSocketAddress server) throws IOException {
        DatagramSocket socket = new DatagramSocket();
        socket.connect(server);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return new Udp(socket);
    }

    static TurnWire tcp(InetSocketAddress server) throws IOException {
        Socket socket = new Socket();
        socket.connect(server, TIMEOUT_MILLIS);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return new Tcp(socket, new DataInputStream(socket.getInputStream()));
    }

    /// A message a datagram.
    record Udp(DatagramSocket socket) implements TurnWire {

        @Override
        public void send(byte[] message) throws IOException {
            socket.send(new DatagramPacket(message, message.length));
        }

        @Override
        public byte[] receive() throws IOException {
            DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
            socket.receive(packet);
            return Arrays.copyOf(packet.getData(), packet.getLength());
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    /// Messages one after the other; each says how long it is.
    record Tcp(Socket socket, DataInputStream in) implements TurnWire {

        @Override
        public void send(byte[] message) throws IOException {
            socket.getOutputStream().write(message);
        }

        @Override
        public byte[] receive() throws IOException {
            byte[] header = in.readNBytes(StunMessage.HEADER);
            if (header.length < StunMessage.HEADER) {
                throw new IOException("the server has closed the connection");
            }
            int length = ((header[2] & 0xFF) << 8) | (header[3] & 0xFF);
            byte[] body = in.readNBytes(Math.min(length, LARGEST));
            byte[] message = Arrays.copyOf(header, header.length + body.length);
            System.arraycopy(body, 0, message, header.length, body.length);
            return message;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
