package io.worksync.presence;

import static io.worksync.presence.Person.RAHIM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.session.Session;
import io.worksync.realtime.Topic;
import io.worksync.stack.test.StackTestResource;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = StackTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "presence-service"))
@WithTestResource(ChatAnswers.class)
class BeingInAMeetingTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject Neighbours neighbours;
    @Inject Listener listener;

    private final UserId user = Neighbours.somebody();
    private final MeetingId meeting = new MeetingId(UUID.randomUUID());
    private Session session;
    private Topic topic;

    @BeforeEach
    void rahim_sees_the_user_online() {
        ChannelId channel = Neighbours.channel();
        neighbours.joined(channel, RAHIM.id(), 1);
        neighbours.joined(channel, user, 1);
        topic = listener.listenTo("presence", user);
        session = Neighbours.session(user, neighbours.node(Duration.ofMinutes(2)));
        neighbours.opened(session);
        await().atMost(SOON).until(() -> RAHIM.availabilityOf(user).equals("online"));
    }

    @Test
    void whoever_is_in_a_meeting_is_seen_there_until_they_leave() {
        neighbours.attended(meeting, 1, user);
        awaitActivity("in_meeting");
        assertThat(listener.heardOn(topic).getLast().getMap("presence"))
                .isEqualTo(RAHIM.sees(user));
        neighbours.attended(meeting, 2);
        awaitActivity(null);
        assertThat(RAHIM.availabilityOf(user)).isEqualTo("online");
    }

    @Test
    void whoever_leaves_one_of_two_meetings_is_still_in_the_other() {
        MeetingId other = new MeetingId(UUID.randomUUID());
        neighbours.attended(meeting, 1, user);
        neighbours.attended(other, 1, user);
        awaitActivity("in_meeting");
        UserId first = Neighbours.somebody();
        online(first);
        neighbours.attended(meeting, 2, first);
        // then it was taken over that the user left this one
        await().atMost(SOON).until(() -> "in_meeting".equals(activity(first)));
        UserId last = somebodyAfter(other);
        await().atMost(SOON).until(() -> "in_meeting".equals(activity(last)));
        assertThat(activity(user)).isEqualTo("in_meeting");
        neighbours.attended(other, 3);
        awaitActivity(null);
    }

    @Test
    void what_is_older_than_what_was_heard_changes_nothing() {
        neighbours.attended(meeting, 5, user);
        awaitActivity("in_meeting");
        neighbours.attended(meeting, 4);
        neighbours.attended(meeting, 5);
        UserId last = Neighbours.somebody();
        online(last);
        neighbours.attended(meeting, 6, user, last);
        await().atMost(SOON).until(() -> "in_meeting".equals(activity(last)));
        assertThat(listener.heardOn(topic))
                .extracting(event -> event.getString("presence.activity"))
                .containsExactly(null, "in_meeting");
    }

    @Test
    void nobody_who_is_offline_is_seen_in_a_meeting() {
        neighbours.attended(meeting, 1, user);
        awaitActivity("in_meeting");
        neighbours.closed(session);
        await().atMost(SOON).until(() -> RAHIM.availabilityOf(user).equals("offline"));
        assertThat(activity(user)).isNull();
    }

    /// Comes to the meeting with the user, so that all before it was taken over once they are seen.
    private UserId somebodyAfter(MeetingId there) {
        UserId last = Neighbours.somebody();
        online(last);
        neighbours.attended(there, 2, user, last);
        return last;
    }

    private void online(UserId who) {
        ChannelId channel = Neighbours.channel();
        neighbours.joined(channel, RAHIM.id(), 1);
        neighbours.joined(channel, who, 1);
        neighbours.opened(Neighbours.session(who, neighbours.node(Duration.ofMinutes(2))));
    }

    private void awaitActivity(@Nullable String expected) {
        await().atMost(SOON).untilAsserted(() -> assertThat(activity(user)).isEqualTo(expected));
    }

    private static @Nullable Object activity(UserId who) {
        return RAHIM.sees(who).get("activity");
    }
}
