package io.worksync.gateway.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.worksync.gateway.session.ClientSoftware;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamingADeviceTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 | worksync-js | Firefox on Linux",
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 | worksync-js | Chrome on Windows",
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0 | worksync-js | Edge on Windows",
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15 | worksync-js | Safari on macOS",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1 | worksync-js | Safari on iPhone",
                "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36 | worksync-js | Chrome on Android",
                "Java-http-client/25 | java | Java client",
                "curl/8 | my bot | my bot",
                "'' | '' | Unknown device"
            })
    void people_recognise_it(String userAgent, String client, String name) {
        assertThat(DeviceName.of(userAgent, client)).isEqualTo(name);
    }

    @Test
    void what_a_client_says_of_itself_is_short_and_plain() {
        ClientSoftware info =
                new ClientSoftware(
                        "a\u202Eb\u0000c\u2028", "v".repeat(1000), "\uD83D\uDE00".repeat(500));
        assertThat(info.name()).isEqualTo("abc");
        assertThat(info.version()).hasSize(32);
        assertThat(info.userAgent().codePointCount(0, info.userAgent().length())).isEqualTo(256);
        assertThat(info.userAgent()).doesNotContain("\uFFFD");
    }
}
