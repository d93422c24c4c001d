package io.worksync.stack.turn;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;

/// One client of a TURN server (RFC 8656), with at most one allocation.
public final class TurnClient implements AutoCloseable {

    private static final int ALLOCATE = 0x0003;
    private static final int REFRESH = 0x0004;
    private static final int CREATE_PERMISSION = 0x0008;
    private static final int CHANNEL_BIND = 0x0009;
    private static final int CONNECT = 0x000A;
    private static final int SEND = 0x0016;
    private static final int DATA = 0x0017;
    private static final int SUCCESS = 0x0100;

    private static final int USERNAME = 0x0006;
    private static final int CHANNEL_NUMBER = 0x000C;
    private static final int LIFETIME = 0x000D;
    private static final int PEER_ADDRESS = 0x0012;
    private static final int DATA_BYTES = 0x0013;
    private static final int REALM = 0x0014;
    private static final int NONCE = 0x0015;
    private static final int RELAYED_ADDRESS = 0x0016;
    private static final int ADDRESS_FAMILY = 0x0017;
    private static final int TRANSPORT = 0x0019;

    private static final int MISMATCH = 437;

    private static final byte UDP = 17;
    private static final byte TCP = 6;
    private static final byte IPV6 = 2;
    private static final int FIRST_CHANNEL = 0x4000;

    private static final SecureRandom RANDOM = new SecureRandom();

    /// How many of its own addresses a client tries (RFC 8656, 7.4).
    private static final int ADDRESSES = 3;

    /// Reaches the server from an address of its own.
    private interface Opening {
        TurnWire open() throws IOException;
    }

    private final Opening opening;
    private final TurnCredential credential;
    private TurnWire wire;
    private final Queue<byte[]> arrived = new ArrayDeque<>();
    private String realm = "";
    private String nonce = "";
    private boolean allocated;

    private TurnClient(Opening opening, TurnCredential credential) throws IOException {
        this.opening = opening;
        this.wire = opening.open();
        this.credential = credential;
    }

    /// A client that reaches the server by UDP.
    public static TurnClient udp(InetSocketAddress server, TurnCredential credential)
            throws IOException {
        return new TurnClient(() -> TurnWire.udp(server), credential);
    }

    /// A client that reaches the server by TCP.
    public static TurnClient tcp(InetSocketAddress server, TurnCredential credential)
            throws IOException {
        return new TurnClient(() -> TurnWire.tcp(server), credential);
    }

    /// What the server said: 0 is success, all else an error code of STUN or TURN.
    public record Answer(int code, Optional<InetSocketAddress> relayed) {

        public boolean succeeded() {
            return code == 0;
        }
    }

    /// Asks for a relayed address of IPv4.
    public Answer allocate() throws IOException {
        return allocate(() -> request(ALLOCATE).with(TRANSPORT, UDP, (byte) 0, (byte) 0, (byte) 0));
    }

    /// Asks for a relayed address of IPv6.
    public Answer allocateIpv6() throws IOException {
        return allocate(
                () ->
                        request(ALLOCATE)
                                .with(TRANSPORT, UDP, (byte) 0, (byte) 0, (byte) 0)
                                .with(ADDRESS_FAMILY, IPV6, (byte) 0, (byte) 0, (byte) 0));
    }

    /// Asks for a relayed address that connects by TCP (RFC 6062).
    public Answer allocateTcp() throws IOException {
        return allocate(() -> request(ALLOCATE).with(TRANSPORT, TCP, (byte) 0, (byte) 0, (byte) 0));
    }

    /// From another address where the server still remembers an allocation of whoever had this one.
    private Answer allocate(Supplier<StunMessage> request) throws IOException {
        Answer answer = ask(request.get());
        for (int tried = 1; tried < ADDRESSES && answer.code() == MISMATCH; tried++) {
            wire.close();
            wire = opening.open();
            nonce = "";
            answer = ask(request.get());
        }
        return answer;
    }

    /// Asks to keep the allocation, or with zero to end it.
    public Answer refresh(Duration lifetime) throws IOException {
        byte[] seconds = ByteBuffer.allocate(4).putInt((int) lifetime.toSeconds()).array();
        return ask(request(REFRESH).with(LIFETIME, seconds));
    }

    /// Asks to let the peer's packets through, and to send to it. The address is given as it
    /// stands on the wire, since Java makes IPv4 of an IPv4 address in IPv6 form.
    public Answer permit(byte[] address) throws IOException {
        StunMessage request = request(CREATE_PERMISSION);
        return ask(request.with(PEER_ADDRESS, XorAddress.of(address, 0, request.mask())));
    }

    /// Asks to send to the peer over a channel.
    public Answer bindChannel(byte[] address, int port) throws IOException {
        StunMessage request = request(CHANNEL_BIND);
        byte[] number = ByteBuffer.allocate(4).putInt(FIRST_CHANNEL << 16).array();
        return ask(
                request.with(CHANNEL_NUMBER, number)
                        .with(PEER_ADDRESS, XorAddress.of(address, port, request.mask())));
    }

    /// Asks to connect to the peer by TCP (RFC 6062).
    public Answer connect(InetSocketAddress peer) throws IOException {
        StunMessage request = request(CONNECT);
        byte[] address =
                XorAddress.of(peer.getAddress().getAddress(), peer.getPort(), request.mask());
        return ask(request.with(PEER_ADDRESS, address));
    }

    /// Sends to a peer through the relay; the server does not answer.
    public void send(InetSocketAddress peer, byte[] data) throws IOException {
        StunMessage indication = request(SEND);
        byte[] address =
                XorAddress.of(peer.getAddress().getAddress(), peer.getPort(), indication.mask());
        wire.send(indication.with(PEER_ADDRESS, address).with(DATA_BYTES, data).encoded());
    }

    /// What a peer sent through the relay; nothing where nothing comes in time.
    public Optional<byte[]> receive() throws IOException {
        if (!arrived.isEmpty()) {
            return Optional.of(arrived.remove());
        }
        try {
            while (arrived.isEmpty()) {
                keep(wire.receive());
            }
            return Optional.of(arrived.remove());
        } catch (SocketTimeoutException late) {
            return Optional.empty();
        }
    }

    /// Ends the allocation: the server would keep it for minutes.
    @Override
    public void close() throws IOException {
        try (TurnWire closing = wire) {
            if (allocated) {
                byte[] nothing = new byte[4];
                closing.send(sign(request(REFRESH).with(LIFETIME, nothing)));
            }
        } catch (IOException gone) {
            // then so is the allocation
        }
    }

    /// Asks once without, and then with the realm and nonce that the server names. A nonce may be
    /// stale at any time (438).
    private Answer ask(StunMessage request) throws IOException {
        StunMessage answer = exchange(request, nonce.isEmpty() ? request.encoded() : sign(request));
        for (int attempt = 0; attempt < 2 && wantsToKnowMore(answer); attempt++) {
            realm = answer.text(REALM).orElse(realm);
            nonce = answer.text(NONCE).orElse(nonce);
            answer = exchange(request, sign(request));
        }
        byte[] mask = request.mask();
        allocated |= answer.type() == (ALLOCATE | SUCCESS);
        return new Answer(
                answer.type() == (request.type() | SUCCESS) ? 0 : answer.errorCode(),
                answer.attribute(RELAYED_ADDRESS).map(value -> XorAddress.read(value, mask)));
    }

    private boolean wantsToKnowMore(StunMessage answer) {
        boolean challenge = answer.errorCode() == 401 && nonce.isEmpty();
        return challenge || answer.errorCode() == 438;
    }

    private byte[] sign(StunMessage request) {
        return request.with(USERNAME, credential.username())
                .with(REALM, realm)
                .with(NONCE, nonce)
                .signed(credential, realm);
    }

    private StunMessage exchange(StunMessage request, byte[] bytes) throws IOException {
        wire.send(bytes);
        while (true) {
            Optional<StunMessage> received = StunMessage.decoded(wire.receive());
            if (received.filter(message -> message.answers(request)).isPresent()) {
                return received.get();
            }
            received.ifPresent(this::keep);
        }
    }

    private void keep(byte[] bytes) {
        StunMessage.decoded(bytes).ifPresent(this::keep);
    }

    private void keep(StunMessage message) {
        if (message.type() == DATA) {
            message.attribute(DATA_BYTES).ifPresent(arrived::add);
        }
    }

    private static StunMessage request(int type) {
        byte[] id = new byte[12];
        RANDOM.nextBytes(id);
        return new StunMessage(type, id);
    }
}
