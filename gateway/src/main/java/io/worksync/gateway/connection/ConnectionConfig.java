package io.worksync.gateway.connection;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// The limits of sockets.
@ConfigMapping(prefix = "worksync.connection")
public interface ConnectionConfig {

    /// How many sockets this node takes; more are refused with 503.
    @WithDefault("20000")
    int max();

    /// How long a new socket may take to open its session; then it is closed with 3502.
    @WithDefault("10s")
    Duration connectTimeout();

    /// The largest message a client may send, in bytes; a larger one closes the socket with 1009. A
    /// text of 16,000 characters fits however it is encoded.
    @WithDefault("131072")
    int maxMessageBytes();

    /// Into how many frames a client may cut one message.
    @WithDefault("4096")
    int maxFragments();

    /// Bytes that may wait to be sent to a client; one that reads slower is closed with 3008.
    @WithDefault("1048576")
    int maxQueuedBytes();

    /// Commands of one client that are worked on at once.
    @WithDefault("32")
    int commandsAtOnce();

    /// Commands that wait before the socket is read no further.
    @WithDefault("64")
    int maxWaitingCommands();

    /// Commands a second that a client may send for ever; more are refused with 111.
    @WithDefault("100")
    int commandsPerSecond();

    /// Commands that a client may send at once after a pause.
    @WithDefault("200")
    int commandBurst();

    /// Commands refused for being too many, after which the socket is closed with 3013.
    @WithDefault("1000")
    int maxRefusedCommands();

    /// How long a client may take to answer a ping; then it is closed with 3012.
    @WithDefault("10s")
    Duration pongTimeout();

    /// How long a closed socket may take to go before it is cut.
    @WithDefault("5s")
    Duration closeTimeout();

    /// Over how long the sockets of a node that shuts down are sent away.
    @WithDefault("5s")
    Duration drain();
}
