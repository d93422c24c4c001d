package io.worksync.chat.user;

import static io.worksync.chat.Person.AISHA;
import static io.worksync.chat.Person.MINA;
import static io.worksync.chat.Person.RAHIM;
import static io.worksync.chat.Person.ZOE;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.worksync.chat.Person;
import io.worksync.stack.test.StackTestResource;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = StackTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "chat-service"))
class TheDirectoryTest {

    @Test
    void people_are_in_it_once_they_were_seen() {
        RAHIM.call()
                .get("/api/chat/v1/users/me")
                .then()
                .statusCode(200)
                .body("username", equalTo("rahim"))
                .body("role", equalTo("member"));
        AISHA.id();

        finds(RAHIM, "AISH").then().body("items.username", equalTo(List.of("aisha")));
        finds(RAHIM, "%").then().body("items.size()", equalTo(0));
        finds(RAHIM, "a' OR '1'='1").then().statusCode(200).body("items.size()", equalTo(0));
    }

    @Test
    void guests_find_only_whom_they_share_a_channel_with() {
        ZOE.id();
        String channel = MINA.creates("private");
        MINA.adds(channel, ZOE);

        finds(ZOE, "").then().body("items.username", hasItem("mina"));

        String admin = Person.ADMIN.id();
        finds(ZOE, "").then().body("items.id", not(hasItem(admin)));
    }

    private static Response finds(Person person, String text) {
        return person.call().queryParam("q", text).get("/api/chat/v1/users");
    }
}
