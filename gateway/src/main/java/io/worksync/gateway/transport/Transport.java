package io.worksync.gateway.transport;

import io.vertx.core.buffer.Buffer;
import io.worksync.gateway.protocol.Codec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The way to one client, whatever it is made of. Everything of it runs on its connection's loop.
public interface Transport {

    /// Whom a transport tells what happens on it.
    interface Listener {

        /// One message came, which holds one or more commands.
        void received(Buffer message);

        /// A message has begun and is yet to be completed, or is not any more.
        void began(boolean unfinished);

        /// What came breaks the transport's own rules, and the connection ends with this code.
        void broken(short code, String reason);

        /// The transport is closed: nothing comes or goes any more. Said once.
        void gone();
    }

    /// The encoding that the client chose.
    Codec codec();

    /// What the client names when it sends by other requests; null where it sends on the transport
    /// itself.
    default @Nullable String emulationSession() {
        return null;
    }

    /// What the client said of itself when it opened the transport; empty where it said nothing.
    default String userAgent() {
        return "";
    }

    /// Begins to read.
    void open(Listener listener);

    /// Sends what [#codec()] encoded, in order, as one message.
    ///
    /// What is encoded once is handed to many transports, so that nobody may change it.
    void send(List<Buffer> encoded);

    /// Whether so much waits to be sent that nothing more is to be added.
    boolean isFull();

    /// Runs this once, when more can be added after [#isFull()].
    void whenWritable(Runnable writable);

    boolean isClosed();

    /// Takes nothing more from the client until [#resume()]: it has to wait.
    void pause();

    void resume();

    /// Tells the client why it ends, after everything that was sent before; [Listener#gone()]
    /// follows when the client has it.
    void close(short code, String reason);

    /// Ends without a word, since the client does not even take what was sent.
    void cut();
}
