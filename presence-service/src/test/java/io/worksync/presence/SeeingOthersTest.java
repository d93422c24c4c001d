package io.worksync.presence;

import static io.restassured.RestAssured.given;
import static io.worksync.presence.Person.RAHIM;
import static io.worksync.presence.Person.ZOE;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.UserId;
import io.worksync.stack.test.StackTestResource;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(
        value = StackTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "presence-service"))
@WithTestResource(ChatAnswers.class)
class SeeingOthersTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String USERS = "/api/presence/v1/users";

    @Inject Neighbours neighbours;

    private final UserId user = Neighbours.somebody();
    private final ChannelId channel = Neighbours.channel();

    @Test
    void only_whoever_shares_a_channel_sees_more_than_unknown() {
        neighbours.joined(channel, ZOE.id(), 1);
        assertThat(ZOE.availabilityOf(user)).isEqualTo("unknown");
        assertThat(ZOE.listensTo("presence:" + user)).isEqualTo(404);

        neighbours.joined(channel, user, 1);

        await().atMost(SOON).until(() -> ZOE.availabilityOf(user).equals("offline"));
        assertThat(ZOE.listensTo("presence:" + user)).isEqualTo(204);
        neighbours.left(channel, user, 2);
        neighbours.joined(channel, user, 1);
        await().atMost(SOON).until(() -> ZOE.availabilityOf(user).equals("unknown"));
    }

    @Test
    void somebody_in_a_channel_made_a_moment_ago_is_seen_although_the_news_is_on_its_way() {
        assertThat(RAHIM.listensTo("presence:" + user)).isEqualTo(404);
        ChatAnswers.shares(user);

        assertThat(RAHIM.listensTo("presence:" + user)).isEqualTo(204);
        assertThat(RAHIM.availabilityOf(user)).isEqualTo("offline");
    }

    @Test
    void everybody_sees_themselves() {
        assertThat(RAHIM.listensTo("presence:" + RAHIM.id())).isEqualTo(204);
        assertThat(RAHIM.availabilityOf(RAHIM.id())).isNotEqualTo("unknown");
    }

    @Test
    void a_hundred_may_be_asked_for_and_not_one_more() {
        String hundred = ids(100);
        RAHIM.call()
                .queryParam("ids", hundred)
                .get(USERS)
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(100));
        RAHIM.call()
                .queryParam("ids", hundred + "," + user)
                .get(USERS)
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("ids"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?ids=", "?ids=rahim", "?ids=1-1-1-1-1", "?ids=,"})
    void what_is_no_id_is_refused(String query) {
        RAHIM.call()
                .get(USERS + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"presence:x", "channel:1", "typing:", "nothing", "presence:1-1-1-1-1"})
    void what_is_no_topic_of_this_service_is_not_there(String topic) {
        assertThat(RAHIM.listensTo(topic)).isEqualTo(404);
    }

    @Test
    void nobody_sees_anything_without_a_valid_token() {
        given().get(USERS + "?ids=" + user).then().statusCode(401);
        given().auth().oauth2("x.y.z").get(USERS + "?ids=" + user).then().statusCode(401);
        given().get("/internal/realtime/topics/presence:" + user).then().statusCode(401);
    }

    @Test
    void the_api_is_described_with_ids_as_strings() {
        given().accept("application/json")
                .get("/openapi")
                .then()
                .statusCode(200)
                .body("openapi", startsWith("3.1"))
                .body("components.schemas.UserId.type", equalTo("string"))
                .body("paths.keySet()", hasItem("/api/presence/v1/typing"))
                .body("paths.keySet()", not(hasItem(containsString("internal"))));
    }

    private static String ids(int count) {
        return Stream.generate(Neighbours::somebody)
                .limit(count)
                .map(UserId::toString)
                .collect(joining(","));
    }
}
