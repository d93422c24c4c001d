package io.worksync.notification;

import static io.worksync.notification.Person.AISHA;
import static io.worksync.notification.Person.MINA;
import static io.worksync.notification.Person.OMAR;
import static io.worksync.notification.Person.RAHIM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.worksync.contracts.chat.ChannelKind;
import io.worksync.contracts.chat.ChannelRef;
import io.worksync.contracts.chat.Mentions;
import io.worksync.contracts.chat.Message;
import io.worksync.contracts.id.UserId;
import io.worksync.stack.test.StackTestResource;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = StackTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "notification-service"))
class MentionTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Mentions EVERYBODY = new Mentions(List.of(), true, false);

    @Inject Chat chat;
    @Inject Pool pool;

    private final ChannelRef channel = Chat.channel(ChannelKind.PUBLIC);

    @Test
    void whoever_is_named_is_told_even_before_their_membership_is_known_here() {
        chat.sent(channel, sent("@aisha look", named(AISHA.id())), null);

        await().atMost(SOON).until(() -> AISHA.inbox(channel.id()).size() == 1);
        assertThat(AISHA.inbox(channel.id()).getFirst())
                .containsEntry("kind", "mention")
                .containsEntry("title", "Rahim mentioned you in #backend");
    }

    @Test
    void a_message_that_names_nobody_disturbs_nobody() {
        members(AISHA.id());
        chat.sent(channel, sent("just saying", Mentions.NONE), null);
        chat.sent(channel, sent("@aisha look", named(AISHA.id())), null);

        await().atMost(SOON).until(() -> !AISHA.inbox(channel.id()).isEmpty());
        assertThat(AISHA.inbox(channel.id())).hasSize(1);
    }

    @Test
    void calling_everybody_tells_each_member_once_but_not_the_author() {
        members(RAHIM.id(), AISHA.id(), MINA.id());

        Mentions both = new Mentions(List.of(AISHA.id()), true, true);
        chat.sent(channel, sent("@channel @aisha stand-up", both), null);

        await().atMost(SOON).until(() -> MINA.inbox(channel.id()).size() == 1);
        assertThat(MINA.inbox(channel.id()).getFirst()).containsEntry("kind", "channel_mention");
        assertThat(AISHA.inbox(channel.id()))
                .singleElement()
                .satisfies(entry -> assertThat(entry).containsEntry("kind", "mention"));
        assertThat(RAHIM.inbox(channel.id())).isEmpty();
        assertThat(OMAR.inbox(channel.id())).isEmpty();
    }

    @Test
    void whoever_left_is_not_called_and_keeps_nothing_unread() {
        members(AISHA.id(), MINA.id());
        chat.sent(channel, sent("@channel one", EVERYBODY), null);
        await().atMost(SOON).until(() -> AISHA.inbox(channel.id()).size() == 1);

        chat.left(channel, AISHA.id(), 2);
        await().atMost(SOON).until(() -> AISHA.inbox(channel.id()).isEmpty());
        chat.joined(channel, AISHA.id(), 1);
        chat.sent(channel, sent("@channel two", EVERYBODY), null);

        await().atMost(SOON).until(() -> MINA.inbox(channel.id()).size() == 2);
        assertThat(AISHA.inbox(channel.id())).isEmpty();
    }

    @Test
    void whoever_joined_before_everybody_was_called_is_told_although_the_news_comes_later() {
        Instant before = Instant.now();
        chat.sent(channel, sent("@channel welcome", EVERYBODY), null);
        chat.sent(channel, sent("@omar there?", named(OMAR.id())), null);
        await().atMost(SOON).until(() -> !OMAR.inbox(channel.id()).isEmpty());

        chat.joinedAt(channel, AISHA.id(), 1, before);
        chat.joinedAt(channel, AISHA.id(), 1, before);
        chat.joinedAt(channel, MINA.id(), 1, Instant.now());

        await().atMost(SOON).until(() -> known() == 2);
        await().atMost(SOON).until(() -> AISHA.inbox(channel.id()).size() == 1);
        assertThat(MINA.inbox(channel.id())).isEmpty();
    }

    private Message sent(String text, Mentions mentions) {
        return Chat.message(channel, RAHIM.id(), text, mentions);
    }

    private static Mentions named(UserId user) {
        return new Mentions(List.of(user), false, false);
    }

    private void members(UserId... users) {
        for (UserId user : users) {
            chat.joined(channel, user, 1);
        }
        await().atMost(SOON).until(() -> known() == users.length);
    }

    private int known() {
        return pool.preparedQuery("SELECT 1 FROM memberships WHERE channel_id = $1")
                .execute(Tuple.of(channel.id().value()))
                .await()
                .atMost(SOON)
                .size();
    }
}
