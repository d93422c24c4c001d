package io.worksync.benchmarks.load;

/// Someone's place in a room.
///
/// @param token what makes the server believe that it is them
public record Seat(String person, String token) {}
