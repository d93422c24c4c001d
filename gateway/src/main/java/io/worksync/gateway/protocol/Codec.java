package io.worksync.gateway.protocol;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/// One encoding of the protocol. Implementations hold no state, so that what is encoded once can be
/// written to every socket that speaks it.
public interface Codec {

    /// Reads the commands of one message, in order; at least one.
    List<Command> decode(Buffer message) throws MalformedFrame;

    /// One reply, to be put into a message by [#message(List)].
    Buffer encode(Reply reply);

    /// One push, to be put into a message by [#message(List)].
    Buffer encode(Push push);

    /// The server's ping.
    Buffer ping();

    /// Puts what was encoded into one message.
    Buffer message(List<Buffer> encoded);

    /// Whether messages are text frames; binary ones otherwise.
    boolean text();

    /// A small number, different for each codec, to index what is kept per codec.
    int ordinal();
}
