package io.worksync.signaling.sfu;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.announcement.Announcements;
import io.worksync.signaling.janus.JanusServers;
import io.worksync.signaling.meeting.LiveMeetings;
import io.worksync.signaling.sfu.Room.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The meetings at media servers that this instance hosts: those that it heard of first, and those
/// whose host is gone.
@ApplicationScoped
class HostRooms {

    private static final long SPEAKERS_MILLIS = 400;
    private static final int AT_ONCE = 16;

    private final Map<MeetingId, Hosted> rooms = new ConcurrentHashMap<>();
    private final JanusServers servers;
    private final RoomMaker maker;
    private final RedisRooms store;
    private final LiveMeetings meetings;
    private final Announcements announcements;
    private final Recorder recorder;
    private final SfuConfig config;
    private final WakeChannel wakes;
    private final Vertx vertx;
    private final Clock clock;

    HostRooms(
            JanusServers servers,
            RoomMaker maker,
            RedisRooms store,
            LiveMeetings meetings,
            Announcements announcements,
            Recorder recorder,
            SfuConfig config,
            WakeChannel wakes,
            Vertx vertx,
            Clock clock) {
        this.servers = servers;
        this.maker = maker;
        this.store = store;
        this.meetings = meetings;
        this.announcements = announcements;
        this.recorder = recorder;
        this.config = config;
        this.wakes = wakes;
        this.vertx = vertx;
        this.clock = clock;
    }

    /// A room and the line of what is to be done in it.
    private record Hosted(Room room, RoomBackground turns) {}

    void open(@Observes StartupEvent event) {
        if (servers.configured()) {
            wakes.open(this::woken);
            servers.onChange(server -> rooms.keySet().forEach(this::attend));
        }
    }

    /// Others take over at once what this instance hosted.
    void close(@Observes ShutdownEvent event) {
        if (servers.configured()) {
            wakes.close();
            rooms.values().forEach(hosted -> hosted.turns.close());
            RoomBackground.finish(store.release(List.copyOf(rooms.keySet())));
        }
    }

    /// The meeting is to be looked at, by whoever hosts it.
    Uni<Void> wake(MeetingId meeting) {
        if (rooms.containsKey(meeting)) {
            attend(meeting);
            return Uni.createFrom().voidItem();
        }
        return store.wake(meeting);
    }

    /// Signs of life, and meetings whose host gave none.
    @Scheduled(
            every = "${worksync.sfu.host-every:2s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> look() {
        if (!servers.configured()) {
            return Uni.createFrom().voidItem();
        }
        return each(List.copyOf(rooms.keySet()), this::keep)
                .chain(store::registered)
                .chain(all -> each(orphans(all), this::takeOver));
    }

    private List<MeetingId> orphans(List<MeetingId> all) {
        return all.stream().filter(meeting -> !rooms.containsKey(meeting)).toList();
    }

    private Uni<Void> keep(MeetingId meeting) {
        return store.keep(meeting)
                .invoke(
                        isHost -> {
                            if (isHost) {
                                lookAfter(meeting);
                            } else {
                                drop(meeting);
                            }
                        })
                .replaceWithVoid();
    }

    private void lookAfter(MeetingId meeting) {
        attend(meeting);
        Hosted hosted = rooms.get(meeting);
        if (hosted != null) {
            hosted.turns.add(hosted.room::lookAfter);
        }
    }

    private Uni<Void> takeOver(MeetingId meeting) {
        return store.host(meeting)
                .invoke(
                        isHost -> {
                            if (isHost) {
                                rooms.computeIfAbsent(meeting, this::hosted);
                                attend(meeting);
                            }
                        })
                .replaceWithVoid();
    }

    private void woken(MeetingId meeting) {
        if (rooms.containsKey(meeting)) {
            attend(meeting);
        } else {
            RoomBackground.finish(takeOver(meeting));
        }
    }

    private void attend(MeetingId meeting) {
        Hosted hosted = rooms.get(meeting);
        if (hosted != null) {
            hosted.turns.add(() -> attend(meeting, hosted.room));
        }
    }

    private Uni<Void> attend(MeetingId meeting, Room room) {
        return meetings.get(meeting)
                .chain(room::bringTo)
                .onFailure(HostRooms::isUnknown)
                .recoverWithUni(() -> store.forget(meeting).replaceWith(Outcome.GONE))
                .invoke(
                        outcome -> {
                            if (outcome == Outcome.GONE) {
                                drop(meeting);
                            }
                        })
                .replaceWithVoid();
    }

    private void drop(MeetingId meeting) {
        Hosted hosted = rooms.remove(meeting);
        maker.forget(meeting);
        if (hosted != null) {
            hosted.turns.close();
        }
    }

    private Hosted hosted(MeetingId meeting) {
        RoomBackground turns = new RoomBackground(vertx, config.maxWaitingSignals());
        Voice voice = new Voice(meeting, announcements, clock);
        Room room =
                new Room(
                        meeting,
                        maker,
                        store,
                        voice,
                        recorder,
                        event -> turns.add(() -> happened(meeting, event)));
        return new Hosted(room, turns);
    }

    private Uni<Void> happened(MeetingId meeting, JsonObject event) {
        @Nullable Hosted hosted = rooms.get(meeting);
        if (hosted == null) {
            return Uni.createFrom().voidItem();
        }
        return hosted.room
                .on(event)
                .invoke(
                        () -> {
                            if (hosted.room.hasNewSpeakers()) {
                                vertx.setTimer(
                                        SPEAKERS_MILLIS,
                                        timer -> hosted.turns.add(hosted.room::tellSpeakers));
                            }
                        });
    }

    private static boolean isUnknown(Throwable failure) {
        return failure instanceof Refusal refusal && refusal.status() == 404;
    }

    private static Uni<Void> each(
            List<MeetingId> meetings, java.util.function.Function<MeetingId, Uni<Void>> step) {
        return Multi.createFrom()
                .iterable(meetings)
                .onItem()
                .transformToUni(step::apply)
                .merge(AT_ONCE)
                .collect()
                .asList()
                .replaceWithVoid();
    }
}
