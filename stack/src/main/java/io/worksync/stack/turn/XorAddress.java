package io.worksync.stack.turn;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/// An address in a STUN message, XORed with cookie and transaction (RFC 8489, section 14.2).
final class XorAddress {

    private static final int IPV4 = 1;
    private static final int IPV6 = 2;

    private XorAddress() {}

    static byte[] of(byte[] address, int port, byte[] mask) {
        int portMask = ((mask[0] & 0xFF) << 8) | (mask[1] & 0xFF);
        return ByteBuffer.allocate(4 + address.length)
                .put((byte) 0)
                .put((byte) (address.length == 4 ? IPV4 : IPV6))
                .putShort((short) (port ^ portMask))
                .put(xor(address, mask))
                .array();
    }

    static InetSocketAddress read(byte[] value, byte[] mask) {
        ByteBuffer in = ByteBuffer.wrap(value);
        int portMask = ((mask[0] & 0xFF) << 8) | (mask[1] & 0xFF);
        in.position(2);
        int port = (in.getShort() & 0xFFFF) ^ portMask;
        byte[] address = new byte[in.remaining()];
        in.get(address);
        try {
            return new InetSocketAddress(InetAddress.getByAddress(xor(address, mask)), port);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("neither IPv4 nor IPv6", e);
        }
    }

    private static byte[] xor(byte[] address, byte[] mask) {
        byte[] masked = new byte[address.length];
        for (int i = 0; i < address.length; i++) {
            masked[i] = (byte) (address[i] ^ mask[i]);
        }
        return masked;
    }
}
