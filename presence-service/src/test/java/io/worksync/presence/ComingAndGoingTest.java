package io.worksync.presence;

import static io.worksync.presence.Person.RAHIM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.session.Session;
import io.worksync.realtime.Topic;
import io.worksync.stack.test.StackTestResource;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = StackTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "presence-service"))
@WithTestResource(ChatAnswers.class)
class ComingAndGoingTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration LONG = Duration.ofMinutes(2);

    @Inject Neighbours neighbours;
    @Inject Listener listener;

    private final UserId user = Neighbours.somebody();
    private Topic topic;

    @BeforeEach
    void rahim_shares_a_channel_with_the_user() {
        ChannelId channel = Neighbours.channel();
        neighbours.joined(channel, RAHIM.id(), 1);
        neighbours.joined(channel, user, 1);
        topic = listener.listenTo("presence", user);
        await().atMost(SOON).until(() -> RAHIM.availabilityOf(user).equals("offline"));
    }

    @Test
    void whoever_opens_a_session_is_online_and_whoever_closes_the_last_goes_offline() {
        Session first = Neighbours.session(user, neighbours.node(LONG));
        Session second = Neighbours.session(user, neighbours.node(LONG));

        neighbours.opened(first);
        neighbours.opened(first);
        neighbours.opened(second);
        await().atMost(SOON).until(() -> RAHIM.availabilityOf(user).equals("online"));
        neighbours.closed(first);
        await().during(Duration.ofSeconds(4))
                .atMost(SOON)
                .until(() -> RAHIM.availabilityOf(user).equals("online"));
        neighbours.closed(second);
        await().atMost(SOON).until(() -> RAHIM.availabilityOf(user).equals("offline"));

        assertThat(RAHIM.sees(user).get("lastSeenAt")).isNotNull();
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(listener.availabilitiesOn(topic))
                                        .containsExactly("online", "offline"));
        assertThat(listener.availabilitiesOnKafka(user)).containsExactly("online", "offline");
        assertThat(listener.heardOn(topic).getLast().getMap("presence"))
                .isEqualTo(RAHIM.sees(user));
    }

    @Test
    void a_reconnect_is_not_seen() {
        Session before = Neighbours.session(user, neighbours.node(LONG));
        neighbours.opened(before);
        await().atMost(SOON).until(() -> RAHIM.availabilityOf(user).equals("online"));

        neighbours.closed(before);
        neighbours.opened(Neighbours.session(user, neighbours.node(LONG)));

        await().during(Duration.ofSeconds(5))
                .atMost(SOON)
                .until(() -> RAHIM.availabilityOf(user).equals("online"));
        assertThat(listener.availabilitiesOn(topic)).containsExactly("online");
    }

    @Test
    void a_session_that_was_closed_is_not_opened_by_a_late_record() {
        Session late = Neighbours.session(user, neighbours.node(LONG));

        neighbours.closed(late);
        neighbours.opened(late);

        await().during(Duration.ofSeconds(3))
                .atMost(SOON)
                .until(() -> RAHIM.availabilityOf(user).equals("offline"));
        assertThat(listener.availabilitiesOn(topic)).isEmpty();
    }

    @Test
    void the_users_of_a_killed_gateway_go_offline_and_of_others_stay() {
        String alive = neighbours.node(LONG);
        UserId other = Neighbours.somebody();
        Topic others = listener.listenTo("presence", other);
        neighbours.opened(Neighbours.session(other, alive));
        neighbours.opened(Neighbours.session(user, neighbours.node(Duration.ofSeconds(6))));

        await().atMost(SOON).until(() -> RAHIM.availabilityOf(user).equals("online"));
        await().atMost(SOON).until(() -> RAHIM.availabilityOf(user).equals("offline"));

        assertThat(listener.availabilitiesOn(topic)).containsExactly("online", "offline");
        assertThat(listener.availabilitiesOn(others)).containsExactly("online");
    }

    @Test
    void a_gateway_that_comes_back_and_announces_its_sessions_has_its_users_back() {
        String node = neighbours.node(Duration.ofSeconds(3));
        Session session = Neighbours.session(user, node);
        neighbours.opened(session);
        await().atMost(SOON).until(() -> listener.availabilitiesOn(topic).contains("offline"));

        neighbours.renew(node, LONG);
        neighbours.opened(session);

        await().atMost(SOON).until(() -> RAHIM.availabilityOf(user).equals("online"));
        assertThat(listener.availabilitiesOn(topic)).containsExactly("online", "offline", "online");
    }
}
