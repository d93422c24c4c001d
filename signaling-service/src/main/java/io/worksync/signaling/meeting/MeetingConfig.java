package io.worksync.signaling.meeting;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// The limits of meetings.
@ConfigMapping(prefix = "worksync.meetings")
public interface MeetingConfig {

    /// How many participants a mesh holds where there is no media server; each sends its media to
    /// every other one.
    @WithDefault("8")
    int maxParticipants();

    /// How many participants a mesh holds where there is a media server: with one more, the
    /// meeting goes through it.
    @WithDefault("4")
    int maxMeshParticipants();

    /// How many participants a meeting holds that goes through a media server.
    @WithDefault("100")
    int maxServedParticipants();

    /// How many devices wait in a meeting's lobby.
    @WithDefault("100")
    int maxWaitingDevices();

    /// How long a participant stays of whom nothing is heard.
    @WithDefault("24s")
    Duration lease();

    /// How often leases that are over are looked for.
    @WithDefault("1s")
    Duration leaseCheckEvery();

    /// How long another instance is given to look at a meeting before this one does.
    @WithDefault("2s")
    Duration takenFor();

    /// How often meetings are looked for that Redis lost.
    @WithDefault("4s")
    Duration restoreEvery();

    /// How long before their end TURN credentials are replaced.
    @WithDefault("5m")
    Duration credentialsRefresh();

    /// How far ahead a meeting may be scheduled.
    @WithDefault("400d")
    Duration maxAhead();

    /// How long a scheduled meeting waits after its time for somebody to come.
    @WithDefault("24h")
    Duration waitsFor();

    /// How many people beside a channel's members may see a meeting.
    @WithDefault("1000")
    int maxGuests();

    /// How many meetings one person may start in a minute.
    @WithDefault("20")
    int maxStartsPerMinute();

    /// How long a meeting rings.
    @WithDefault("30s")
    Duration ringFor();

    /// How many people a meeting may ring; in larger channels it is started without ringing.
    @WithDefault("50")
    int maxRung();

    /// How often rings that are over are looked for.
    @WithDefault("1s")
    Duration ringCheckEvery();

    /// How many rings end in one step.
    @WithDefault("100")
    int ringBatch();

    /// How long a meeting that nobody is in stays open for the first one.
    @WithDefault("2m")
    Duration emptyFor();

    /// How long the live state outlives its last change; a meeting that goes on is restored
    /// from its history.
    @WithDefault("24h")
    Duration stateTtl();

    /// How often a change is tried again that another one overtook.
    @WithDefault("20")
    int maxContention();

    /// How often ongoing meetings are compared with their history.
    @WithDefault("15s")
    Duration sweepEvery();

    /// How long a join may take; until then history and live state may differ.
    @WithDefault("1m")
    Duration joinWithin();

    /// How many ongoing meetings are compared with their history in one step.
    @WithDefault("500")
    int sweepBatch();

    /// How long one step in the database may take.
    @WithDefault("5s")
    Duration databaseTimeout();

    /// How long one step in Redis may take.
    @WithDefault("3s")
    Duration redisTimeout();

    /// The longest description in bytes; however it is written as JSON it must fit in a
    /// publication, and its call in what the gateway forwards.
    @WithDefault("120000")
    int maxSdpBytes();

    /// How many media sections a description may have.
    @WithDefault("512")
    int maxSdpSections();

    /// How many candidates a description may have.
    @WithDefault("512")
    int maxSdpCandidates();

    /// The longest ICE candidate.
    @WithDefault("2048")
    int maxCandidateLength();

    /// How many signals from one participant to another may wait.
    @WithDefault("256")
    int maxWaitingSignals();

    /// How many signals a participant may send at once.
    @WithDefault("500")
    int signalBurst();

    /// How many it may send in the long run.
    @WithDefault("50")
    int signalsPerSecond();

    /// Of how many participants it is remembered what they sent.
    @WithDefault("20000")
    int maxSignalBuckets();

    /// The largest part of a list.
    @WithDefault("100")
    int maxPage();
}
