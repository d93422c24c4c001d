package io.worksync.signaling.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.meeting.SignalAddress;
import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.meeting.MeetingConfig;
import io.worksync.signaling.signal.SignalLanes.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class KeepingSignalsInOrderTest {

    private final SignalLanes lanes =
            new SignalLanes(
                    new SmallRyeConfigBuilder()
                            .addDiscoveredConverters()
                            .withMapping(MeetingConfig.class)
                            .withDefaultValue("worksync.meetings.max-waiting-signals", "3")
                            .build()
                            .getConfigMapping(MeetingConfig.class));
    private final List<String> done = new ArrayList<>();
    private final List<CompletableFuture<Void>> pending = new ArrayList<>();
    private final List<CompletableFuture<Void>> answers = new ArrayList<>();
    private final Lane lane = newLane();

    @Test
    void a_step_waits_for_those_before_it() {
        send("first");
        send("second");

        finish(1);
        assertThat(done).isEmpty();
        finish(0);

        assertThat(done).containsExactly("first", "second");
        assertThat(answers).allSatisfy(answer -> assertThat(answer).isCompleted());
    }

    @Test
    void a_step_runs_after_one_that_failed() {
        send("first");
        send("second");

        finish(1);
        pending.getFirst().completeExceptionally(new IllegalStateException("Redis is away"));

        assertThat(done).containsExactly("second");
        assertThat(answers.getFirst()).isCompletedExceptionally();
    }

    @Test
    void other_lanes_do_not_wait() {
        send("first");

        CompletableFuture<Void> other =
                lanes.inOrder(newLane(), () -> Uni.createFrom().voidItem())
                        .subscribeAsCompletionStage();

        assertThat(other).isCompleted();
    }

    @Test
    void too_many_are_refused_until_there_is_room() {
        send("first");
        send("second");
        send("third");

        assertThatThrownBy(() -> send("fourth"))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(429));
        finish(0);
        send("fourth");
        List.of(1, 2, 3).forEach(this::finish);

        assertThat(done).containsExactly("first", "second", "third", "fourth");
    }

    private void send(String name) {
        CompletableFuture<Void> redis = new CompletableFuture<>();
        answers.add(
                lanes.inOrder(
                                lane,
                                () ->
                                        Uni.createFrom()
                                                .completionStage(redis)
                                                .invoke(() -> done.add(name)))
                        .subscribeAsCompletionStage());
        pending.add(redis);
    }

    private void finish(int step) {
        pending.get(step).complete(null);
    }

    private static Lane newLane() {
        return new Lane(
                new UserId(UUID.randomUUID()),
                new ParticipantId(UUID.randomUUID()),
                SignalAddress.of(new ParticipantId(UUID.randomUUID())));
    }
}
