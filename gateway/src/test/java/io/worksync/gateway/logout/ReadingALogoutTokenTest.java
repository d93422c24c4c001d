package io.worksync.gateway.logout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.session.Revocation;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a token of the provider has to say so that it is a logout token.
class ReadingALogoutTokenTest {

    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final String USER = "0190f5a0-0000-7000-8000-000000000001";
    private static final LogoutConfig CONFIG =
            new SmallRyeConfigBuilder()
                    .withConverter(Duration.class, 200, new DurationConverter())
                    .withMapping(LogoutConfig.class)
                    .build()
                    .getConfigMapping(LogoutConfig.class);

    private static String good() {
        return ("{'iat':%1$d,'exp':%2$d,'jti':'j1','sub':'%3$s','sid':'s1','events':"
                        + "{'http://schemas.openid.net/event/backchannel-logout':{}}}")
                .formatted(NOW.getEpochSecond(), NOW.getEpochSecond() + 120, USER);
    }

    private static LogoutToken read(String type, String claims) throws InvalidJwtException {
        String json = claims.replace('\'', '"');
        String raw =
                encoded("{\"alg\":\"RS256\",\"typ\":\"" + type + "\"}")
                        + "."
                        + encoded(json)
                        + ".x";
        return LogoutToken.of(
                new DefaultJWTCallerPrincipal(raw, "JWT", JwtClaims.parse(json)), CONFIG, NOW);
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void it_names_the_session_that_ended() throws InvalidJwtException {
        assertThat(read("logout+jwt", good()))
                .isEqualTo(new LogoutToken(new Revocation.OfSignIn("s1"), "j1"));
    }

    @Test
    void without_a_session_all_of_the_user_ended() throws InvalidJwtException {
        assertThat(read("logout+jwt", good().replace("'sid':'s1',", "")).revocation())
                .isEqualTo(new Revocation.OfUser(UserId.fromString(USER), NOW));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "no events | 'events': | 'happened':",
                "another event | backchannel-logout | sign-in",
                "an event that is no object | backchannel-logout':{} | backchannel-logout':true",
                "a nonce | 'jti': | 'nonce':'n','jti':",
                "no id | 'jti': | 'x':",
                "neither user nor session | 'sub': | 'nobody':",
                "a user that is none of ours | 0190f5a0-0000-7000-8000-000000000001 | admin",
                "a session that is no text | 'sid':'s1' | 'sid':['s1']",
                "no time | 'iat': | 'x':",
                "no end | 'exp': | 'x':",
                "an old one | 'iat':1795608 | 'iat':1795607",
                "one of the future | 'iat':1795608 | 'iat':1795609"
            })
    void anything_else_is_none(String what, String part, String instead) {
        String claims = good();
        assertThat(claims).contains(part);
        String changed = claims.replace(part, instead);
        if (what.contains("user")) {
            changed = changed.replace("'sid':'s1',", "");
        }
        String read = changed;
        assertThatThrownBy(() -> read("logout+jwt", read))
                .isInstanceOf(LogoutToken.Unacceptable.class);
    }

    @ParameterizedTest
    @CsvSource({"JWT", "at+jwt", "''", "logout", "xlogout+jwt"})
    void another_type_is_none(String type) {
        assertThatThrownBy(() -> read(type, good())).isInstanceOf(LogoutToken.Unacceptable.class);
    }

    @Test
    void an_address_that_sends_bad_ones_is_stopped_and_no_other() {
        RefusedTokens refused = new RefusedTokens(CONFIG, Clock.fixed(NOW, ZoneOffset.UTC));
        for (int i = 0; i < CONFIG.maxRefusedPerMinute(); i++) {
            assertThat(refused.tooMany("10.0.0.1")).isFalse();
            refused.count("10.0.0.1");
        }
        assertThat(refused.tooMany("10.0.0.1")).isTrue();
        assertThat(refused.tooMany("10.0.0.2")).isFalse();
        for (int i = 0; i < CONFIG.maxAddresses(); i++) {
            refused.count("10.1." + i);
        }
        assertThat(refused.tooMany("10.0.0.1")).isFalse();
    }
}
