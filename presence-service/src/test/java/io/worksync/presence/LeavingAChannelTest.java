package io.worksync.presence;

import static io.worksync.presence.Person.ZOE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.UserId;
import io.worksync.realtime.Topic;
import io.worksync.stack.test.StackTestResource;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = StackTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "presence-service"))
@WithTestResource(ChatAnswers.class)
class LeavingAChannelTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject Neighbours neighbours;
    @Inject Listener listener;

    private final UserId stranger = Neighbours.somebody();
    private final UserId colleague = Neighbours.somebody();
    private final ChannelId left = Neighbours.channel();
    private final ChannelId kept = Neighbours.channel();

    @Test
    void ends_what_one_listened_to_and_only_that() {
        for (UserId user : List.of(ZOE.id(), stranger, colleague)) {
            neighbours.joined(left, user, 1);
        }
        neighbours.joined(kept, ZOE.id(), 1);
        neighbours.joined(kept, colleague, 1);
        await().atMost(SOON).until(() -> ZOE.listensTo("presence:" + stranger) == 204);
        await().atMost(SOON).until(() -> ZOE.listensTo("typing:" + kept) == 204);
        await().atMost(SOON).until(() -> ZOE.listensTo("presence:" + colleague) == 204);
        Topic own = listener.listenTo("user", ZOE.id());
        Topic theirs = listener.listenTo("user", stranger);

        neighbours.left(left, ZOE.id(), 2);
        neighbours.left(left, ZOE.id(), 2);

        await().atMost(SOON).until(() -> listener.endedOn(theirs).size() == 1);
        assertThat(listener.endedOn(own)).containsExactly("typing:" + left, "presence:" + stranger);
        assertThat(listener.endedOn(theirs)).containsExactly("presence:" + ZOE.id());
        assertThat(listener.availabilitiesOn(own)).contains("unknown");
        assertThat(ZOE.listensTo("typing:" + left)).isEqualTo(404);
        assertThat(ZOE.listensTo("presence:" + stranger)).isEqualTo(404);
        assertThat(ZOE.listensTo("presence:" + colleague)).isEqualTo(204);
    }
}
