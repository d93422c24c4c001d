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

    /// How many from one address, which may be that of a whole company; more are refused with 503.
    @WithDefault("6000")
    int maxPerAddress();

    /// How many files this process keeps for other things than sockets: where it may open no more
    /// than [#max()] and these, it takes fewer sockets.
    @WithDefault("500")
    int reservedFiles();

    /// How many new sockets a second this node takes for ever; more are refused with 503.
    @WithDefault("500")
    int acceptPerSecond();

    /// How many new sockets it takes at once after a pause.
    @WithDefault("2000")
    int acceptBurst();

    /// What `Retry-After` says at least when a socket is refused.
    @WithDefault("1s")
    Duration retryAfter();

    /// How much more it says at most, so that those who were refused come one after another.
    @WithDefault("4s")
    Duration retrySpread();

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

    /// How long a message that began may take until its last frame; then the socket is closed with
    /// 1008.
    @WithDefault("15s")
    Duration messageTimeout();

    /// How many commands a message may hold; with more the socket is closed with 3501.
    @WithDefault("1000")
    int maxCommandsPerMessage();

    /// Bytes that may wait to be sent to a client; one that reads slower is closed with 3008.
    @WithDefault("1048576")
    int maxQueuedBytes();

    /// How long a client may take nothing while half of that waits; then it is closed with 3008.
    @WithDefault("20s")
    Duration maxQueuedTime();

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

    /// How long a node that shuts down is known to be unready before it sends anybody away.
    @WithDefault("5s")
    Duration drainNotice();

    /// Over how long the sockets of a node that shuts down are sent away.
    @WithDefault("20s")
    Duration drain();

    /// How long calls that are under way may take after everybody was sent away.
    @WithDefault("5s")
    Duration drainCalls();
}
