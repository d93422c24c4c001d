package io.worksync.chat.topic;

import static io.worksync.chat.Person.MINA;
import static io.worksync.chat.Person.RAHIM;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.worksync.stack.test.StackTestResource;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(
        value = StackTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "chat-service"))
class KnowingOthersTest {

    private static final String PEOPLE = "/internal/realtime/people?ids=";

    @Test
    void only_those_in_a_channel_with_the_caller_are_named() {
        RAHIM.adds(RAHIM.creates("private"), MINA);
        String stranger = UUID.randomUUID().toString();
        List<String> ids =
                RAHIM.call()
                        .get(PEOPLE + MINA.id() + "," + stranger)
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("ids");
        assertThat(ids).containsExactly(MINA.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1-1-1-1-1,", ","})
    void what_is_no_id_is_refused(String ids) {
        RAHIM.call().get(PEOPLE + ids).then().statusCode(400);
    }

    @Test
    void nobody_is_told_without_a_token() {
        RestAssured.given().get(PEOPLE + MINA.id()).then().statusCode(401);
    }
}
