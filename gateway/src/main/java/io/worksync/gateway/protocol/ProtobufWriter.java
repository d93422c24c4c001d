package io.worksync.gateway.protocol;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Writes the fields of one protobuf message. Default values are left out, as proto3 has it.
final class ProtobufWriter {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
    private final CodedOutputStream out = CodedOutputStream.newInstance(bytes, 64);

    void number(int field, long value) {
        if (value != 0) {
            write(() -> out.writeUInt64(field, value));
        }
    }

    void bool(int field, boolean value) {
        if (value) {
            write(() -> out.writeBool(field, true));
        }
    }

    void string(int field, String value) {
        if (!value.isEmpty()) {
            write(() -> out.writeString(field, value));
        }
    }

    void bytes(int field, Buffer value) {
        write(() -> out.writeByteArray(field, value.getBytes()));
    }

    /// A message within: written even where it is empty, since its presence says something.
    void message(int field, ProtobufWriter value) {
        byte[] inner = value.toBytes();
        write(
                () -> {
                    out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
                    out.writeUInt32NoTag(inner.length);
                    out.writeRawBytes(inner);
                });
    }

    /// The message after its length.
    Buffer delimited() {
        byte[] body = toBytes();
        ProtobufWriter delimited = new ProtobufWriter();
        delimited.write(
                () -> {
                    delimited.out.writeUInt32NoTag(body.length);
                    delimited.out.writeRawBytes(body);
                });
        return Buffer.buffer(delimited.toBytes());
    }

    private byte[] toBytes() {
        write(out::flush);
        return bytes.toByteArray();
    }

    private void write(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Step {
        void run() throws IOException;
    }
}
