package io.worksync.benchmarks.load;

import java.util.List;

/// A channel and the people in it.
public record Room(String id, List<Seat> seats) {

    public Room {
        seats = List.copyOf(seats);
    }

    /// The same room with one person.
    public Room firstOnly() {
        return new Room(id, seats.subList(0, 1));
    }
}
