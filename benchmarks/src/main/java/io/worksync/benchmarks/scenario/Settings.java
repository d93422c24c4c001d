package io.worksync.benchmarks.scenario;

import java.time.Duration;

/// How long and how hard, from system properties `bench.…`.
final class Settings {

    /// How long each measurement takes.
    static final Duration MEASURED = seconds("bench.seconds", 20);

    /// How long a server works at full rate before anything is measured, so that it is compiled:
    /// at least, and at most if its compilers find no end.
    static final Duration WARM_UP = seconds("bench.warmup", 30);

    static final Duration LONGEST_WARM_UP = seconds("bench.longest-warmup", 300);

    /// How often each side is measured, in turn.
    static final int ROUNDS = Integer.getInteger("bench.rounds", 3);

    /// Sends per second into rooms of 50.
    static final double RATE = number("bench.rate", 400);

    /// Sends per second into one room of everybody.
    static final double ONE_ROOM_RATE = number("bench.room-rate", 20);

    static final int PEOPLE = Integer.getInteger("bench.people", 1_000);
    static final int PER_ROOM = 50;

    /// A tenth of the sockets where there are to be many.
    static final int CROWD = Integer.getInteger("bench.crowd", 500);

    /// How many channels are sent into at once.
    static final int CHANNELS = Integer.getInteger("bench.channels", 200);

    private Settings() {}

    private static Duration seconds(String name, int otherwise) {
        return Duration.ofSeconds(Integer.getInteger(name, otherwise));
    }

    private static double number(String name, double otherwise) {
        return Double.parseDouble(System.getProperty(name, Double.toString(otherwise)));
    }
}
