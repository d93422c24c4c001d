package io.worksync.system.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.worksync.deployment.check.ClientToken;
import io.worksync.deployment.check.SendOneMessage;
import io.worksync.system.running.RunningWorkSync;
import io.worksync.system.running.WorkSync;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What `helm test` runs in a cluster.
@ExtendWith(RunningWorkSync.class)
class CheckingADeploymentTest {

    private final WorkSync worksync = WorkSync.running();
    private final URI realm = URI.create(worksync.tokens().issuer());

    @Test
    void a_message_comes_back_the_first_time_and_again() throws Exception {
        String token = worksync.tokens().of("omar");
        assertThat(new SendOneMessage(worksync.gateway(1), token).run()).isPositive();
        assertThat(new SendOneMessage(worksync.gateway(1), token).run()).isPositive();
    }

    @Test
    void the_step_that_does_not_work_is_named() {
        assertThatThrownBy(() -> new SendOneMessage(worksync.gateway(1), "no token").run())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the connection");
        assertThatThrownBy(() -> new SendOneMessage(URI.create("http://localhost:1"), "t").run())
                .hasMessageContaining("no socket at ws://localhost:1");
    }

    @Test
    void a_client_gets_its_token_with_its_secret_only() throws Exception {
        String secret = worksync.secret("keycloak.gateway.secret");
        assertThat(ClientToken.fetch(realm, "worksync-gateway", secret)).contains(".");
        assertThatThrownBy(() -> ClientToken.fetch(realm, "worksync-gateway", "guess"))
                .hasMessageContaining("401 unauthorized_client");
    }
}
