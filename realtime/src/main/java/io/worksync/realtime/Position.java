package io.worksync.realtime;

/// How far a stream has been seen: the last offset, within an epoch.
///
/// The offset alone would lose messages: a stream that lost its data begins again at 1, and a
/// client that had seen 5 of the old one would take 6 of the new one for the next. The epoch
/// tells them apart.
public record Position(String epoch, long offset) {}
