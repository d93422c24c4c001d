package io.worksync.stack.turn;

import io.worksync.stack.StackFailure;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A STUN message on the wire (RFC 8489, sections 5 and 14), with one attribute of each kind.
final class StunMessage {

    static final int HEADER = 20;

    private static final int COOKIE = 0x2112A442;
    private static final int ID_BYTES = 12;
    private static final int INTEGRITY = 0x0008;
    private static final int INTEGRITY_BYTES = 24;
    private static final int ERROR_CODE = 0x0009;

    private final int type;
    private final byte[] id;
    private final Map<Integer, byte[]> attributes = new LinkedHashMap<>();

    StunMessage(int type, byte[] id) {
        this.type = type;
        this.id = id.clone();
    }

    int type() {
        return type;
    }

    boolean answers(StunMessage request) {
        return Arrays.equals(id, request.id);
    }

    StunMessage with(int attribute, byte... value) {
        attributes.put(attribute, value);
        return this;
    }

    StunMessage with(int attribute, String value) {
        return with(attribute, value.getBytes(StandardCharsets.UTF_8));
    }

    Optional<byte[]> attribute(int attribute) {
        return Optional.ofNullable(attributes.get(attribute));
    }

    Optional<String> text(int attribute) {
        return attribute(attribute).map(value -> new String(value, StandardCharsets.UTF_8));
    }

    /// The error of an error response, 0 for none.
    int errorCode() {
        return attribute(ERROR_CODE).map(value -> value[2] * 100 + value[3]).orElse(0);
    }

    /// The transaction's part of the key that addresses are XORed with.
    byte[] mask() {
        return ByteBuffer.allocate(4 + ID_BYTES).putInt(COOKIE).put(id).array();
    }

    byte[] encoded() {
        byte[] body = body();
        return ByteBuffer.allocate(HEADER + body.length).put(header(body.length)).put(body).array();
    }

    /// With MESSAGE-INTEGRITY by the long-term credential.
    byte[] signed(TurnCredential credential, String realm) {
        byte[] body = body();
        byte[] covered =
                ByteBuffer.allocate(HEADER + body.length)
                        .put(header(body.length + INTEGRITY_BYTES))
                        .put(body)
                        .array();
        return ByteBuffer.allocate(covered.length + INTEGRITY_BYTES)
                .put(covered)
                .putShort((short) INTEGRITY)
                .putShort((short) (INTEGRITY_BYTES - 4))
                .put(hmac(key(credential, realm), covered))
                .array();
    }

    /// The message, or nothing where the bytes are none.
    static Optional<StunMessage> decoded(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length < HEADER) {
            return Optional.empty();
        }
        int type = in.getShort() & 0xFFFF;
        int length = in.getShort() & 0xFFFF;
        if (in.getInt() != COOKIE || length > bytes.length - HEADER) {
            return Optional.empty();
        }
        byte[] id = new byte[ID_BYTES];
        in.get(id);
        StunMessage message = new StunMessage(type, id);
        while (in.remaining() >= 4) {
            int attribute = in.getShort() & 0xFFFF;
            byte[] value = new byte[Math.min(in.getShort() & 0xFFFF, in.remaining())];
            in.get(value);
            in.position(in.position() + Math.min(padding(value.length), in.remaining()));
            message.attributes.putIfAbsent(attribute, value);
        }
        return Optional.of(message);
    }

    private byte[] header(int length) {
        return ByteBuffer.allocate(HEADER)
                .putShort((short) type)
                .putShort((short) length)
                .putInt(COOKIE)
                .put(id)
                .array();
    }

    private byte[] body() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        attributes.forEach(
                (attribute, value) -> {
                    out.writeBytes(
                            ByteBuffer.allocate(4)
                                    .putShort(attribute.shortValue())
                                    .putShort((short) value.length)
                                    .array());
                    out.writeBytes(value);
                    out.writeBytes(new byte[padding(value.length)]);
                });
        return out.toByteArray();
    }

    private static int padding(int length) {
        return (4 - length % 4) % 4;
    }

    private static byte[] key(TurnCredential credential, String realm) {
        String text = credential.username() + ":" + realm + ":" + credential.password();
        try {
            return MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new StackFailure("this JDK knows no MD5", e);
        }
    }

    private static byte[] hmac(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new StackFailure("this JDK knows no HMAC-SHA1", e);
        }
    }
}
