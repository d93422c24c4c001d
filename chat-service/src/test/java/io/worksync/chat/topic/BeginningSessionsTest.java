package io.worksync.chat.topic;

import static io.worksync.chat.Person.MINA;
import static io.worksync.chat.Person.RAHIM;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.worksync.chat.Person;
import io.worksync.chat.TopicReader;
import io.worksync.contracts.chat.User;
import io.worksync.contracts.chat.UserRole;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.UserId;
import io.worksync.realtime.TopicStreams;
import io.worksync.stack.test.StackTestResource;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = StackTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "chat-service"))
class BeginningSessionsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int MANY = 5_000;
    private static final int SESSIONS_PER_STATEMENT = 20;
    private static final ChannelId GENERAL =
            ChannelId.fromString("00000000-0000-7000-8000-000000000001");

    @Inject FindTopics topics;
    @Inject SharedReads reads;
    @Inject TopicStreams streams;
    @Inject Pool pool;
    @Inject MeterRegistry metrics;

    @Test
    void five_thousand_at_once_ask_postgresql_once_for_twenty_at_most() {
        List<User> people = directory(MANY);

        double before = statements();
        assertThat(all(people))
                .hasSize(MANY)
                .allMatch(channels -> channels.equals(List.of(GENERAL)));
        assertThat(statements() - before).isBetween(1.0, (double) MANY / SESSIONS_PER_STATEMENT);

        double cold = statements();
        assertThat(all(people))
                .hasSize(MANY)
                .allMatch(channels -> channels.equals(List.of(GENERAL)));
        assertThat(statements()).isEqualTo(cold);
    }

    @Test
    void a_change_is_told_once_its_event_was_published() {
        RAHIM.id();
        long before = published(RAHIM);
        asks(RAHIM, before);
        String channel = RAHIM.creates("private");
        Awaitility.await().atMost(PATIENCE).until(() -> published(RAHIM) > before);

        assertThat(asks(RAHIM, published(RAHIM))).contains("channel:" + channel);
    }

    @Test
    void nobody_hears_a_channel_after_leaving_it_was_published() {
        String channel = RAHIM.creates("private");
        RAHIM.adds(channel, MINA);
        asks(MINA, 0);
        long before = published(MINA);
        RAHIM.removes(channel, MINA).then().statusCode(204);
        Awaitility.await().atMost(PATIENCE).until(() -> published(MINA) > before);

        assertThat(asks(MINA, published(MINA))).doesNotContain("channel:" + channel);
    }

    @Test
    void without_a_number_nothing_is_answered_from_memory() {
        asks(RAHIM, 0);
        double before = statements();
        asks(RAHIM, 0);
        RAHIM.call().get("/internal/realtime/topics").then().statusCode(200);
        assertThat(statements() - before).isEqualTo(2);
    }

    @Test
    void a_number_that_is_none_is_refused() {
        RAHIM.call().get("/internal/realtime/topics?published=x").then().statusCode(400);
    }

    @Test
    void whom_the_directory_does_not_know_has_no_topics() {
        assertThat(reads.of(new UserId(UUID.randomUUID())).await().atMost(PATIENCE)).isEmpty();
    }

    private List<List<ChannelId>> all(List<User> people) {
        return Uni.join()
                .all(people.stream().map(person -> topics.of(person, 1)).toList())
                .andFailFast()
                .await()
                .atMost(PATIENCE);
    }

    private static List<String> asks(Person person, long published) {
        return person.call()
                .get("/internal/realtime/topics?published=" + published)
                .then()
                .statusCode(200)
                .extract()
                .path("topics");
    }

    private long published(Person person) {
        return streams.published(TopicReader.user(person)).await().atMost(PATIENCE);
    }

    private double statements() {
        return metrics.counter("worksync_chat_topic_statements_total").count();
    }

    /// People who were welcomed long ago.
    private List<User> directory(int size) {
        List<User> people =
                IntStream.range(0, size)
                        .mapToObj(i -> new UserId(UUID.randomUUID()))
                        .map(id -> new User(id, "many-" + id, "Many", UserRole.MEMBER))
                        .toList();
        UUID[] ids = people.stream().map(person -> person.id().value()).toArray(UUID[]::new);
        run(
                "INSERT INTO users (id, username, display_name, role, seen_at, welcomed_at, last_event)"
                        + " SELECT id, 'many-' || id, 'Many', 'MEMBER', now(), now(), 1"
                        + " FROM unnest($1::uuid[]) id",
                ids);
        run(
                "INSERT INTO memberships (channel_id, user_id, role, joined_at, read_seq)"
                        + " SELECT '"
                        + GENERAL
                        + "', id, 'MEMBER', now(), 0 FROM unnest($1::uuid[]) id",
                ids);
        return people;
    }

    private void run(String sql, UUID[] ids) {
        pool.preparedQuery(sql).execute(Tuple.tuple().addArrayOfUUID(ids)).await().atMost(PATIENCE);
    }
}
