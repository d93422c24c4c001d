package io.worksync.chat.board;

import static io.worksync.chat.Person.ADMIN;
import static io.worksync.chat.Person.AISHA;
import static io.worksync.chat.Person.OMAR;
import static io.worksync.chat.Person.RAHIM;
import static io.worksync.chat.Person.ZOE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.worksync.chat.Crowd;
import io.worksync.chat.Person;
import io.worksync.stack.test.StackTestResource;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(
        value = StackTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "chat-service"))
class KeepingABoardTest {

    private static final int LARGEST = 90_000;

    @Inject Pool database;

    private String channel;

    @BeforeEach
    void rahim_and_aisha_have_a_channel() {
        channel = RAHIM.creates("private");
        RAHIM.adds(channel, AISHA);
    }

    @Test
    void one_that_nobody_saved_is_blank() {
        reads(AISHA, "notes")
                .then()
                .statusCode(200)
                .body("name", equalTo("notes"))
                .body("snapshot", equalTo(""))
                .body("version", equalTo(0))
                .body("updatedAt", nullValue())
                .body("updatedBy", nullValue());
    }

    @Test
    void what_one_saves_the_others_read() {
        saves(RAHIM, "notes", encoded("one"), 0)
                .then()
                .statusCode(200)
                .body("name", equalTo("notes"))
                .body("version", equalTo(1))
                .body("updatedBy", equalTo(RAHIM.id()));
        saves(AISHA, "notes", encoded("one,two"), 1).then().statusCode(200);

        reads(RAHIM, "notes")
                .then()
                .statusCode(200)
                .body("snapshot", equalTo(encoded("one,two")))
                .body("version", equalTo(2))
                .body("updatedAt", matchesPattern("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:[0-9.]+Z"))
                .body("updatedBy", equalTo(AISHA.id()));
        reads(RAHIM, "other").then().body("version", equalTo(0));
    }

    @Test
    void nothing_is_written_over_that_was_not_merged() {
        saves(RAHIM, "notes", encoded("one"), 0).then().statusCode(200);

        saves(AISHA, "notes", encoded("two"), 0)
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("detail", containsString("version 1"));
        saves(AISHA, "notes", encoded("two"), 2).then().statusCode(409);
        saves(AISHA, "other", encoded("two"), 7).then().statusCode(409);

        reads(RAHIM, "notes")
                .then()
                .body("snapshot", equalTo(encoded("one")))
                .body("version", equalTo(1));
    }

    @Test
    void whoever_merges_and_saves_again_loses_nothing() {
        List<String> words = IntStream.range(0, 24).mapToObj(i -> "w" + i).toList();

        Crowd.of(
                words.size(),
                i -> {
                    addsWord(i % 2 == 0 ? RAHIM : AISHA, words.get(i));
                    return i;
                });

        JsonPath board = reads(RAHIM, "words").jsonPath();
        assertThat(decoded(board.getString("snapshot")).split(","))
                .containsExactlyInAnyOrderElementsOf(words);
        assertThat(board.getLong("version")).isEqualTo(words.size());
    }

    @Test
    void nobody_but_members_reads_or_writes_it() {
        String open = RAHIM.creates("public");
        for (String each : List.of(channel, open, UUID.randomUUID().toString(), "x")) {
            for (Person stranger : List.of(OMAR, ZOE, ADMIN)) {
                stranger.call().get(path(each, "notes")).then().statusCode(404);
                stranger.call()
                        .body(Map.of("snapshot", encoded("mine"), "version", 0))
                        .put(path(each, "notes"))
                        .then()
                        .statusCode(404);
            }
        }
        RAHIM.call().get(path(open, "notes")).then().body("version", equalTo(0));
    }

    @Test
    void a_guest_who_was_added_writes_until_they_are_removed() {
        RAHIM.adds(channel, ZOE);
        saves(ZOE, "notes", encoded("zoe"), 0).then().statusCode(200);
        RAHIM.removes(channel, ZOE).then().statusCode(204);

        reads(ZOE, "notes").then().statusCode(404);
        saves(ZOE, "notes", encoded("again"), 1).then().statusCode(404);
        reads(RAHIM, "notes").then().body("snapshot", equalTo(encoded("zoe")));
    }

    @Test
    void the_largest_snapshot_is_taken_and_a_larger_one_is_refused() {
        byte[] bytes = new byte[LARGEST + 1];
        String larger = Base64.getEncoder().encodeToString(bytes);
        String largest = Base64.getEncoder().encodeToString(Arrays.copyOf(bytes, LARGEST));

        saves(RAHIM, "notes", larger, 0)
                .then()
                .statusCode(413)
                .contentType("application/problem+json");
        reads(RAHIM, "notes").then().body("version", equalTo(0));

        saves(RAHIM, "notes", largest, 0).then().statusCode(200);
        reads(RAHIM, "notes").then().body("snapshot", equalTo(largest));
    }

    @Test
    void a_channel_has_a_number_of_them_also_when_many_are_begun_at_once() {
        List<Integer> statuses =
                Crowd.of(24, i -> saves(RAHIM, "b" + i, encoded("x"), 0).statusCode());

        assertThat(statuses).containsOnly(200, 409);
        assertThat(statuses.stream().filter(status -> status == 200)).hasSize(20);
        int saved = statuses.indexOf(200);
        saves(RAHIM, "b" + saved, encoded("y"), 1).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Notes", "-notes", "no%20tes", "no.tes", "no_tes", "%00", "n%C3%B6tes"})
    void a_name_that_is_none_is_the_name_of_nothing(String name) {
        String path = "/api/chat/v1/channels/" + channel + "/boards/" + name;
        RAHIM.call().urlEncodingEnabled(false).get(path).then().statusCode(404);
        RAHIM.call()
                .urlEncodingEnabled(false)
                .body(Map.of("snapshot", encoded("x"), "version", 0))
                .put(path)
                .then()
                .statusCode(404);
    }

    @Test
    void a_name_has_a_length() {
        saves(RAHIM, "n".repeat(40), encoded("x"), 0).then().statusCode(200);
        saves(RAHIM, "n".repeat(41), encoded("x"), 0).then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"version\":0}                         | snapshot",
                "{\"snapshot\":\"\",\"version\":0}       | snapshot",
                "{\"snapshot\":\"%%%\",\"version\":0}    | snapshot",
                "{\"snapshot\":\"AQ=A\",\"version\":0}   | snapshot",
                "{\"snapshot\":\"A\\nQ==\",\"version\":0} | snapshot",
                "{\"snapshot\":1,\"version\":0}          | snapshot",
                "{\"snapshot\":\"AQ==\"}                 | version",
                "{\"snapshot\":\"AQ==\",\"version\":-1}  | version",
                "{\"snapshot\":\"AQ==\",\"version\":\"0\"} | version",
                "{\"snapshot\":\"AQ==\",\"version\":1.5} | version",
                "null                                    | body"
            })
    void bad_input_names_the_field_and_changes_nothing(String body, String field) {
        RAHIM.call()
                .body(body)
                .put(path(channel, "notes"))
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].field", equalTo(field));
        reads(RAHIM, "notes").then().body("version", equalTo(0));
    }

    @Test
    void it_goes_with_its_channel() {
        String lonely = UUID.randomUUID().toString();
        run(
                "INSERT INTO channels (id, kind, name, created_at) VALUES ($1, 'PRIVATE', 'x', now())",
                lonely);
        run(
                "INSERT INTO boards (channel_id, name, version, snapshot, updated_at, updated_by)"
                        + " SELECT $1, 'notes', 1, 'x', now(), id FROM users LIMIT 1",
                lonely);
        run("DELETE FROM channels WHERE id = $1", lonely);

        for (Row row : run("SELECT count(*) AS boards FROM boards WHERE channel_id = $1", lonely)) {
            assertThat(row.getLong("boards")).isZero();
        }
    }

    private RowSet<Row> run(String sql, String id) {
        return database.preparedQuery(sql).executeAndAwait(Tuple.of(UUID.fromString(id)));
    }

    /// As an editor does it: what was saved meanwhile is merged, and all is saved again.
    private void addsWord(Person person, String word) {
        Response answer;
        do {
            JsonPath board = reads(person, "words").jsonPath();
            String merged =
                    Stream.concat(
                                    Stream.of(decoded(board.getString("snapshot")).split(",")),
                                    Stream.of(word))
                            .filter(each -> !each.isEmpty())
                            .collect(joining(","));
            answer = saves(person, "words", encoded(merged), board.getLong("version"));
        } while (answer.statusCode() == 409);
        answer.then().statusCode(200);
    }

    private Response reads(Person person, String name) {
        return person.call().get(path(channel, name));
    }

    private Response saves(Person person, String name, String snapshot, long version) {
        return person.call()
                .body(Map.of("snapshot", snapshot, "version", version))
                .put(path(channel, name));
    }

    private static String path(String channel, String name) {
        return "/api/chat/v1/channels/" + channel + "/boards/" + name;
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), UTF_8);
    }
}
