package io.worksync.benchmarks.scenario;

import io.worksync.benchmarks.side.Plan;

/// Who is in which rooms. The people of one plan are not in the rooms of another, but for the
/// first two.
final class Plans {

    /// Rooms of 50.
    static final Plan MANY =
            Plan.apart("rooms-of-50", 0, Settings.PEOPLE / Settings.PER_ROOM, Settings.PER_ROOM);

    /// The same people in one room.
    static final Plan ONE = Plan.apart("one-room", 0, 1, Settings.PEOPLE);

    /// With ten sockets each, 5,000 in rooms of 50.
    static final Plan CROWD = Plan.apart("rooms-of-5", 10_000, Settings.CROWD / 5, 5);

    /// As many people, of whom each is in 20 rooms of 50.
    static final Plan BUSY =
            Plan.together("twenty-rooms-each", 20_000, Settings.CROWD / 50, 50, 20);

    /// Rooms of five.
    static final Plan CHANNELS = Plan.apart("channels-of-5", 30_000, Settings.CHANNELS, 5);

    private Plans() {}
}
