package io.worksync.notification.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebPushTest {

    private static final String KEY = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://fcm.googleapis.com/fcm/send/x",
                "https://fcm.googleapis.com:443/fcm/send/x",
                "https://updates.push.services.mozilla.com/wpush/v2/x",
                "https://web.push.apple.com/x",
                "https://db5p.notify.windows.com/w/?token=x",
                "HTTPS://FCM.googleapis.com/x",
                "https://up.example.org:8443/x"
            })
    void push_services_are_allowed(String endpoint) {
        assertThat(push(KEY).allows(URI.create(endpoint))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://fcm.googleapis.com/x",
                "https://fcm.googleapis.com:8443/x",
                "https://fcm.googleapis.com.example.org/x",
                "https://notfcm.googleapis.com/x",
                "https://push.apple.com.example.org/x",
                "https://xpush.apple.com/x",
                "https://someone@fcm.googleapis.com/x",
                "https://fcm.googleapis.com@127.0.0.1/x",
                "https://fcm.googleapis.com/x#y",
                "https://up.example.org/x",
                "https://127.0.0.1/x",
                "https://[::1]/x",
                "https://2130706433/x",
                "https:fcm.googleapis.com",
                "/x"
            })
    void nothing_else_is(String endpoint) {
        assertThat(push(KEY).allows(URI.create(endpoint))).isFalse();
    }

    @Test
    void without_a_key_there_is_none() {
        assertThat(push("").isOn()).isFalse();
        assertThat(push("").publicKey()).isEmpty();
    }

    @Test
    void what_is_no_key_ends_the_start_and_is_not_repeated() {
        assertThatThrownBy(() -> push("c2hvcnQ"))
                .hasMessageContaining("worksync.push.private-key")
                .hasMessageNotContaining("c2hvcnQ");
        assertThatThrownBy(() -> push("not base64!")).hasMessageContaining("private-key");
    }

    private static WebPush push(String key) {
        Map<String, String> settings =
                Map.of(
                        "worksync.push.private-key",
                        key,
                        "worksync.push.hosts",
                        "fcm.googleapis.com,*.push.services.mozilla.com,*.push.apple.com,"
                                + "*.notify.windows.com,up.example.org:8443");
        PushConfig config =
                new SmallRyeConfigBuilder()
                        .withMapping(PushConfig.class)
                        .withDefaultValues(settings)
                        .withConverters(
                                new org.eclipse.microprofile.config.spi.Converter<?>[] {
                                    new io.quarkus.runtime.configuration.DurationConverter()
                                })
                        .build()
                        .getConfigMapping(PushConfig.class);
        return new WebPush(config, Clock.systemUTC());
    }
}
