package io.worksync.gateway.subscription;

import io.vertx.core.buffer.Buffer;
import io.worksync.gateway.loop.Loop;
import io.worksync.gateway.protocol.Codec;
import io.worksync.gateway.protocol.Disconnect;

/// Who gets the publications of a session: the connection, as subscriptions see it.
public interface Receiver {

    /// The encoding it speaks.
    Codec codec();

    /// The loop that everything of it runs on.
    Loop loop();

    /// Sends something encoded by [#codec()], in order; from the loop only.
    void write(Buffer encoded);

    /// Ends the connection; from the loop only.
    void disconnect(Disconnect reason);
}
