package io.worksync.chat.channel;

import static io.worksync.chat.Person.AISHA;
import static io.worksync.chat.Person.MINA;
import static io.worksync.chat.Person.OMAR;
import static io.worksync.chat.Person.RAHIM;
import static io.worksync.chat.Person.ZOE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.worksync.chat.Crowd;
import io.worksync.chat.Person;
import io.worksync.stack.test.StackTestResource;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = StackTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "chat-service"))
class OpeningChannelsTest {

    @Inject Pool database;

    private static final String CHANNELS = "/api/chat/v1/channels";
    private static final String DIRECT = "/api/chat/v1/direct-channels";

    @Test
    void everybody_but_guests_is_in_general() {
        assertThat(namesOf(OMAR)).contains("general");
        assertThat(namesOf(ZOE)).doesNotContain("general");
    }

    @Test
    void the_creator_owns_a_new_one() {
        Map<String, String> body =
                Map.of("name", " plans ", "kind", "private", "purpose", "what next", "id", "x");

        RAHIM.call()
                .body(body)
                .post(CHANNELS)
                .then()
                .statusCode(201)
                .body("name", equalTo("plans"))
                .body("purpose", equalTo("what next"))
                .body("kind", equalTo("private"))
                .body("lastSeq", equalTo(0))
                .body("memberCount", equalTo(1))
                .body("createdBy", equalTo(RAHIM.id()))
                .body("id", not(equalTo("x")));
    }

    @Test
    void public_ones_are_found_by_those_who_are_not_in_them() {
        String name = "find_me% " + UUID.randomUUID();
        String channel =
                RAHIM.call()
                        .body(Map.of("name", name, "kind", "public"))
                        .post(CHANNELS)
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id");

        browses(OMAR, name).then().statusCode(200).body("items.id", equalTo(List.of(channel)));
        browses(OMAR, name.replace('_', 'x')).then().body("items.size()", equalTo(0));
        browses(RAHIM, name).then().body("items.size()", equalTo(0));
        browses(ZOE, name).then().statusCode(403);
        OMAR.call().get(CHANNELS + "/" + channel).then().statusCode(200);
        ZOE.call().get(CHANNELS + "/" + channel).then().statusCode(404);
    }

    @Test
    void guests_open_none() {
        ZOE.call()
                .body(Map.of("name", "mine", "kind", "public"))
                .post(CHANNELS)
                .then()
                .statusCode(403);
    }

    @Test
    void an_owner_renames_it_and_a_member_does_not() {
        String channel = RAHIM.creates("private");
        RAHIM.adds(channel, AISHA);

        AISHA.call()
                .body(Map.of("name", "x"))
                .patch(CHANNELS + "/" + channel)
                .then()
                .statusCode(403);
        OMAR.call()
                .body(Map.of("name", "x"))
                .patch(CHANNELS + "/" + channel)
                .then()
                .statusCode(404);
        RAHIM.call()
                .body(Map.of("name", "renamed", "role", "owner"))
                .patch(CHANNELS + "/" + channel)
                .then()
                .statusCode(200)
                .body("name", equalTo("renamed"));
        assertThat(AISHA.sees(channel)).containsEntry("name", "renamed");
    }

    @Test
    void there_is_one_direct_channel_for_the_same_people() {
        String first = RAHIM.talksTo(AISHA, MINA);

        assertThat(AISHA.talksTo(MINA, RAHIM)).isEqualTo(first);
        assertThat(RAHIM.talksTo(AISHA)).isNotEqualTo(first);
        MINA.call()
                .get(CHANNELS)
                .then()
                .body("items.find { it.id == '" + first + "' }.members.size()", equalTo(3));
        OMAR.call().get(CHANNELS + "/" + first).then().statusCode(404);
    }

    @Test
    void twenty_who_open_the_same_direct_channel_at_once_get_one() {
        List<Person> people = List.of(RAHIM, AISHA, MINA, OMAR);
        List<String> ids =
                Stream.concat(people.stream().map(Person::id), Stream.of(somebodyNew())).toList();

        List<Response> answers =
                Crowd.of(
                        20, i -> people.get(i % 4).call().body(Map.of("userIds", ids)).put(DIRECT));

        assertThat(answers).extracting(Response::statusCode).containsOnlyOnce(201).contains(200);
        assertThat(answers)
                .extracting(answer -> answer.jsonPath().getString("id"))
                .containsOnly(answers.getFirst().jsonPath().getString("id"));
    }

    /// A person whom no earlier run of this test talked to.
    private String somebodyNew() {
        UUID id = UUID.randomUUID();
        database.preparedQuery(
                        "INSERT INTO users (id, username, display_name, role, seen_at)"
                                + " VALUES ($1, $2, $2, 'MEMBER', now())")
                .executeAndAwait(Tuple.of(id, "new-" + id));
        return id.toString();
    }

    @Test
    void nobody_talks_to_people_who_are_not_there() {
        for (Object body :
                List.of(
                        Map.of("userIds", List.of(UUID.randomUUID().toString())),
                        Map.of("userIds", List.of(RAHIM.id(), UUID.randomUUID().toString())))) {
            AISHA.call().body(body).put(DIRECT).then().statusCode(404);
        }
        AISHA.call().body(Map.of("userIds", List.of())).put(DIRECT).then().statusCode(400);
        AISHA.call().body(Map.of("userIds", List.of("x"))).put(DIRECT).then().statusCode(400);
    }

    @Test
    void a_direct_channel_keeps_its_people() {
        String channel = RAHIM.talksTo(AISHA);

        RAHIM.call().put(Person.members(channel) + "/" + OMAR.id()).then().statusCode(403);
        RAHIM.removes(channel, RAHIM).then().statusCode(403);
        RAHIM.call()
                .get(Person.members(channel))
                .then()
                .body("items.userId", hasItem(AISHA.id()))
                .body("items.size()", equalTo(2));
    }

    private static Response browses(Person person, String name) {
        return person.call().queryParam("q", name).get(CHANNELS + "/browse");
    }

    private static List<String> namesOf(Person person) {
        return person.call().get(CHANNELS).jsonPath().getList("items.name");
    }
}
