package io.worksync.signaling.sfu;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/// The limits of meetings that go through a media server.
@ConfigMapping(prefix = "worksync.sfu")
interface SfuConfig {

    /// The folder, at the media server, that recordings go into; without one nothing is recorded.
    Optional<String> recordings();

    /// How long an instance hosts a meeting without a sign of life.
    @WithDefault("6s")
    Duration hostLease();

    /// How often a host gives a sign of life, and looks for meetings without one.
    @WithDefault("2s")
    Duration hostEvery();

    /// How long a lost server may take to come back before its meetings move to another one.
    @WithDefault("3s")
    Duration moveAfter();

    /// How long the state of a meeting at the server is remembered after its last change.
    @WithDefault("24h")
    Duration stateTtl();

    /// How many signals of one meeting may wait for its host.
    @WithDefault("2000")
    int maxWaitingSignals();

    /// How long one step in Redis may take.
    @WithDefault("3s")
    Duration redisTimeout();

    /// The most that one camera may send, in bit/s.
    @WithDefault("1500000")
    int maxBitrate();

    /// How many participants may send.
    @WithDefault("100")
    int maxPublishers();

    /// How loud counts as speaking, in -dBov: 0 is the loudest, 127 silence.
    @WithDefault("45")
    int speakingLevel();
}
