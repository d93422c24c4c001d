package io.worksync.chat.token;

import static io.restassured.RestAssured.given;
import static io.worksync.chat.Person.AISHA;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.worksync.stack.test.DemoTokens;
import io.worksync.stack.test.StackTestResource;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = StackTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "chat-service"))
class RememberingTokensTest {

    private static final String ME = "/api/chat/v1/users/me";

    @Inject MeterRegistry metrics;

    @Test
    void a_token_that_was_verified_is_not_verified_again() {
        AISHA.call().get(ME).then().statusCode(200);
        double before = remembered();

        AISHA.call().get(ME).then().statusCode(200);

        assertThat(remembered()).isEqualTo(before + 1);
    }

    @Test
    void another_signature_under_a_token_that_is_remembered_is_refused() {
        String token = DemoTokens.of("aisha");
        AISHA.call().get(ME).then().statusCode(200);
        int signature = token.lastIndexOf('.') + 1;
        char other = token.charAt(signature) == 'A' ? 'B' : 'A';
        String forged = token.substring(0, signature) + other + token.substring(signature + 1);

        given().auth().oauth2(forged).get(ME).then().statusCode(401);
    }

    private double remembered() {
        return metrics.counter("worksync_chat_tokens_remembered").count();
    }
}
