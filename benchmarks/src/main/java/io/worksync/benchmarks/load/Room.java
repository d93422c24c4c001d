package io.worksync.benchmarks.load;

import java.util.List;

/// A channel and the people in it.
public record Room(String id, List<Seat> seats) {

    public Room {
        seats = List.copyOf(seats);
    }
}
