package io.worksync.benchmarks.side;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.Signature;
import java.time.Clock;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class TokenTest {

    @Test
    void a_token_can_be_verified_with_the_public_key_and_says_how_long_it_is_good()
            throws Exception {
        KeyPair keys = Token.keys();
        String token = Token.signed(keys, "someone", Clock.systemUTC());
        int dot = token.lastIndexOf('.');
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(keys.getPublic());
        signature.update(token.substring(0, dot).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(token.substring(dot + 1))))
                .isTrue();
        assertThat(Token.secondsLeft(token)).isBetween(86_000L, 86_400L);
    }

    @Test
    void everyone_of_a_plan_is_in_as_many_rooms_as_it_says() {
        Plan plan = Plan.together("many", 10, 2, 5, 3);
        assertThat(plan.rooms()).hasSize(6);
        assertThat(plan.people()).hasSize(10).startsWith(10);
        for (int person : plan.people()) {
            assertThat(plan.rooms().stream().filter(room -> room.contains(person))).hasSize(3);
        }
        assertThat(Plan.apart("apart", 0, 2, 5).rooms()).hasSize(2).allMatch(r -> r.size() == 5);
    }
}
