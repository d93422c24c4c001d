package io.worksync.gateway.subscription;

import io.vertx.core.buffer.Buffer;
import io.worksync.gateway.loop.Loop;
import io.worksync.gateway.protocol.Codec;
import io.worksync.gateway.protocol.Disconnect;
import org.jspecify.annotations.Nullable;

/// Who gets the publications of a session: the connection, as subscriptions see it.
public interface Receiver {

    /// The encoding it speaks.
    Codec codec();

    /// The loop that everything of it runs on.
    Loop loop();

    /// Sends something encoded by [#codec()], in order; from the loop only.
    void write(Buffer encoded);

    /// The same; of several that wait and replace the same, a slow reader needs only the last. Null
    /// where each must arrive.
    default void write(Buffer encoded, @Nullable String replaces) {
        write(encoded);
    }

    /// Ends the connection; from the loop only.
    void disconnect(Disconnect reason);
}
