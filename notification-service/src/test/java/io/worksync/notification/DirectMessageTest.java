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
import io.worksync.contracts.chat.ChannelKind;
import io.worksync.contracts.chat.ChannelRef;
import io.worksync.contracts.chat.Mentions;
import io.worksync.contracts.chat.Message;
import io.worksync.contracts.id.UserId;
import io.worksync.realtime.Position;
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
class DirectMessageTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject Chat chat;
    @Inject Devices devices;

    private final ChannelRef channel = Chat.channel(ChannelKind.DIRECT);
    private final List<UserId> people = List.of(RAHIM.id(), AISHA.id());

    @Test
    void the_other_person_finds_it_in_the_inbox_and_is_told_at_once() {
        Position before = devices.now(AISHA.id());
        long unread = AISHA.unreadCount();
        Message message = Chat.message(channel, RAHIM.id(), "Hey,\n did you  push?", Mentions.NONE);

        chat.sent(channel, message, people);

        await().atMost(SOON).until(() -> AISHA.inbox(channel.id()).size() == 1);
        assertThat(AISHA.inbox(channel.id()).getFirst())
                .containsEntry("kind", "direct_message")
                .containsEntry("messageId", message.id().toString())
                .containsEntry("actorId", RAHIM.id().toString())
                .containsEntry("actorName", "Rahim")
                .containsEntry("title", "Rahim")
                .containsEntry("body", "Hey, did you push?")
                .containsEntry("readAt", null);
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(created(before, AISHA.id(), message))
                                        .singleElement()
                                        .satisfies(
                                                event ->
                                                        assertThat(event.getLong("counts.unread"))
                                                                .isGreaterThan(unread)));
    }

    @Test
    void a_record_that_comes_twice_makes_one_entry_and_one_event() {
        Position before = devices.now(AISHA.id());
        Message message = Chat.message(channel, RAHIM.id(), "once", Mentions.NONE);
        Message last = Chat.message(channel, RAHIM.id(), "last", Mentions.NONE);

        chat.sent(channel, message, people);
        chat.sent(channel, message, people);
        chat.sent(channel, last, people);

        await().atMost(SOON).until(() -> created(before, AISHA.id(), last).size() == 1);
        assertThat(AISHA.inbox(channel.id())).hasSize(2);
        assertThat(created(before, AISHA.id(), message)).hasSize(1);
    }

    @Test
    void its_author_and_strangers_hear_nothing() {
        Message message = Chat.message(channel, RAHIM.id(), "for Aisha and Omar", Mentions.NONE);

        chat.sent(channel, message, List.of(RAHIM.id(), AISHA.id(), OMAR.id()));

        await().atMost(SOON).until(() -> AISHA.inbox(channel.id()).size() == 1);
        assertThat(OMAR.inbox(channel.id())).hasSize(1);
        assertThat(RAHIM.inbox(channel.id())).isEmpty();
        assertThat(MINA.inbox(channel.id())).isEmpty();
    }

    @Test
    void when_it_is_deleted_the_unread_entry_goes_and_does_not_come_back() {
        Message message = Chat.message(channel, RAHIM.id(), "oops", Mentions.NONE);
        Message last = Chat.message(channel, RAHIM.id(), "last", Mentions.NONE);
        chat.sent(channel, message, people);
        await().atMost(SOON).until(() -> AISHA.inbox(channel.id()).size() == 1);
        Position before = devices.now(AISHA.id());

        chat.deleted(channel, Chat.changed(message, "", Instant.now()));
        await().atMost(SOON).until(() -> AISHA.inbox(channel.id()).isEmpty());
        chat.sent(channel, message, people);
        chat.sent(channel, last, people);

        await().atMost(SOON).until(() -> !AISHA.inbox(channel.id()).isEmpty());
        assertThat(AISHA.inbox(channel.id()))
                .extracting(item -> item.get("messageId"))
                .containsExactly(last.id().toString());
        assertThat(devices.heardSince(before, AISHA.id(), "notification.updated")).isNotEmpty();
    }

    @Test
    void when_it_is_deleted_a_read_entry_keeps_no_text() {
        Message message = Chat.message(channel, RAHIM.id(), "my password", Mentions.NONE);
        chat.sent(channel, message, people);
        await().atMost(SOON).until(() -> AISHA.inbox(channel.id()).size() == 1);
        Object id = AISHA.inbox(channel.id()).getFirst().get("id");
        AISHA.call()
                .put("/api/notifications/v1/notifications/" + id + "/read")
                .then()
                .statusCode(204);

        chat.deleted(channel, Chat.changed(message, "", Instant.now()));

        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(AISHA.inbox(channel.id()).getFirst())
                                        .containsEntry("body", ""));
    }

    @Test
    void when_it_is_edited_the_preview_follows() {
        Message message = Chat.message(channel, RAHIM.id(), "teh build", Mentions.NONE);
        chat.sent(channel, message, people);
        await().atMost(SOON).until(() -> AISHA.inbox(channel.id()).size() == 1);
        Position before = devices.now(AISHA.id());

        chat.edited(channel, Chat.changed(message, "the build", null));

        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(AISHA.inbox(channel.id()).getFirst())
                                        .containsEntry("body", "the build"));
        await().atMost(SOON)
                .until(
                        () ->
                                devices
                                        .heardSince(before, AISHA.id(), "notification.updated")
                                        .stream()
                                        .anyMatch(
                                                event ->
                                                        "the build"
                                                                .equals(
                                                                        event.getString(
                                                                                "notification.body"))));
    }

    private List<io.restassured.path.json.JsonPath> created(
            Position since, UserId user, Message message) {
        return devices.heardSince(since, user, "notification.created").stream()
                .filter(
                        event ->
                                message.id()
                                        .toString()
                                        .equals(event.getString("notification.messageId")))
                .toList();
    }
}
