package io.worksync.chat.topic;

import static io.restassured.RestAssured.given;
import static io.worksync.chat.Person.ADMIN;
import static io.worksync.chat.Person.RAHIM;
import static io.worksync.chat.Person.ZOE;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.worksync.stack.test.StackTestResource;
import org.junit.jupiter.api.Test;

/// Who may be told how the nodes are.
@QuarkusTest
@WithTestResource(
        value = StackTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "chat-service"))
class WatchingNodesTest {

    private static final String TOPICS = "/internal/realtime/topics/";

    @Test
    void an_admin_may() {
        ADMIN.call().get(TOPICS + "ops:nodes").then().statusCode(204);
    }

    @Test
    void nobody_else_may() {
        RAHIM.call().get(TOPICS + "ops:nodes").then().statusCode(403);
        ZOE.call().get(TOPICS + "ops:nodes").then().statusCode(403);
        given().get(TOPICS + "ops:nodes").then().statusCode(401);
    }

    @Test
    void there_is_no_other_topic_of_them() {
        ADMIN.call().get(TOPICS + "ops:secrets").then().statusCode(404);
    }
}
