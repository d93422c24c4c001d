package io.worksync.realtime;

import java.nio.charset.StandardCharsets;

/// The slot of a Redis Cluster that a hash tag belongs to: CRC-16/XMODEM of its bytes, modulo the
/// number of slots (Redis cluster specification, "Key distribution model").
final class HashSlot {

    static final int COUNT = 16_384;

    private static final int POLYNOMIAL = 0x1021;
    private static final int HIGHEST_BIT = 0x8000;

    private HashSlot() {}

    static int of(String tag) {
        int crc = 0;
        for (byte octet : tag.getBytes(StandardCharsets.UTF_8)) {
            crc ^= (octet & 0xff) << Byte.SIZE;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                crc = (crc & HIGHEST_BIT) == 0 ? crc << 1 : crc << 1 ^ POLYNOMIAL;
            }
        }
        return (crc & 0xffff) % COUNT;
    }
}
