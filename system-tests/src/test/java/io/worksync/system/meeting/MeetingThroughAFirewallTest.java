package io.worksync.system.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.worksync.system.running.Proxy;
import io.worksync.system.running.RunningWorkSync;
import io.worksync.system.running.WorkSync;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Somebody whose network lets no UDP in meets the others all the same, in real browsers.
@ExtendWith(RunningWorkSync.class)
class MeetingThroughAFirewallTest {

    @TempDir Path folder;

    private final WorkSync worksync = WorkSync.running();

    @Test
    void where_no_udp_comes_in_media_takes_the_relay_by_tcp() throws IOException {
        assumeThat(Parts.of(worksync)).as("left out: coturn is not installed").contains("coturn");
        assumeThat(Firewall.missing()).as("left out").isEmpty();
        String meeting =
                worksync.as("aisha")
                        .post("/api/meetings/v1/meetings", Map.of("title", "Firewall"))
                        .expect(201)
                        .json()
                        .path("id")
                        .asText();
        try (Firewall firewall = new Firewall();
                Proxy door = new Proxy(new InetSocketAddress(firewall.host(), 0), gatewayPort());
                OwnRelay relay = new OwnRelay(worksync, firewall.host(), folder);
                MeetingBrowser outside = new MeetingBrowser();
                MeetingBrowser inside = MeetingBrowser.behind(firewall, folder, rule(door))) {
            Attending aisha = outside.attend(worksync, "aisha", 2, meeting);
            Attending rahim =
                    inside.attend(worksync, "rahim", 1, meeting, Map.of("relayAt", relay.place()));
            seeEachOther(rahim, aisha);
            assertThat(rahim.paths()).isNotEmpty().allMatch(path -> path.equals("relay/tcp"));
            assertThat(firewall.dropped()).isPositive();
        } finally {
            worksync.as("aisha").delete("/api/meetings/v1/meetings/" + meeting);
        }
    }

    private static void seeEachOther(Attending one, Attending other) {
        one.sees(List.of(other));
        other.sees(List.of(one));
    }

    private int gatewayPort() {
        return worksync.gateway(1).getPort();
    }

    /// Inside, the gateway's own name leads to the proxy; so its pages keep their origin.
    private String rule(Proxy door) {
        return "MAP localhost:%d %s".formatted(gatewayPort(), door.place());
    }
}
