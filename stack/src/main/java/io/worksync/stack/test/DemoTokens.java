package io.worksync.stack.test;

import io.worksync.stack.DemoUser;
import io.worksync.stack.Layout;
import io.worksync.stack.Secrets;
import io.worksync.stack.part.Keycloak;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Access tokens of the demo users from the Keycloak of the test stack, for tests that call a
/// service as one of them.
public final class DemoTokens {

    /// Tokens live five minutes; one this old is not handed out again.
    private static final Duration USED_FOR = Duration.ofMinutes(3);

    private static final Map<String, Token> TOKENS = new ConcurrentHashMap<>();

    private DemoTokens() {}

    private record Token(String value, long obtainedNanos) {
        boolean isFresh() {
            return System.nanoTime() - obtainedNanos < USED_FOR.toNanos();
        }
    }

    /// A token that is valid for at least two minutes.
    ///
    /// @param username `rahim`, `aisha`, `mina`, `omar`, `zoe` or `admin`
    public static String of(String username) {
        return TOKENS.compute(
                        username,
                        (name, token) -> token != null && token.isFresh() ? token : obtain(name))
                .value();
    }

    private static Token obtain(String username) {
        Layout layout = StackTestResource.layout();
        String issuer = new Keycloak(layout, Secrets.read(layout.secrets())).issuer();
        return new Token(new DemoUser(username).accessToken(issuer), System.nanoTime());
    }
}
