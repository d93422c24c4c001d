package io.worksync.gateway.transport;

/// What became of a message for a stream.
public enum Delivery {
    /// The stream has it.
    TAKEN,
    /// There is no such stream.
    UNKNOWN,
    /// The stream takes nothing more now.
    BUSY
}
