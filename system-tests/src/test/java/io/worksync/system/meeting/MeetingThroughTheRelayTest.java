package io.worksync.system.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.worksync.system.running.RunningWorkSync;
import io.worksync.system.running.WorkSync;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// People whom no direct path connects meet through the relay, in real browsers.
@ExtendWith(RunningWorkSync.class)
class MeetingThroughTheRelayTest {

    private static final Map<String, Object> RELAY = Map.of("iceTransportPolicy", "relay");
    private static final Map<String, Object> RELAY_BY_TCP =
            Map.of("iceTransportPolicy", "relay", "onlyTcp", true);

    private static MeetingBrowser browser;

    private final WorkSync worksync = WorkSync.running();
    private String meeting = "";

    @BeforeAll
    static void openBrowser() {
        browser = new MeetingBrowser();
    }

    @AfterAll
    static void closeBrowser() {
        browser.close();
    }

    @BeforeEach
    void aMeeting() {
        assumeThat(Parts.of(worksync)).as("left out: coturn is not installed").contains("coturn");
        meeting =
                worksync.as("rahim")
                        .post("/api/meetings/v1/meetings", Map.of("title", "Relayed"))
                        .expect(201)
                        .json()
                        .path("id")
                        .asText();
    }

    @AfterEach
    void over() {
        browser.everybodyGoes();
        worksync.as("rahim").delete("/api/meetings/v1/meetings/" + meeting);
    }

    @Test
    void two_meet_through_nothing_but_the_relay_and_get_over_its_restart() {
        Attending rahim = browser.attend(worksync, "rahim", 1, meeting, RELAY);
        Attending aisha = browser.attend(worksync, "aisha", 2, meeting, RELAY);
        rahim.sees(List.of(aisha));
        aisha.sees(List.of(rahim));
        assertThat(rahim.paths()).isNotEmpty().allMatch(path -> path.equals("relay/udp"));
        worksync.kill("coturn", 1);
        worksync.start("coturn", 1);
        rahim.sees(List.of(aisha));
        aisha.sees(List.of(rahim));
    }

    @Test
    void one_whom_no_udp_leaves_meets_the_others_through_the_relay_by_tcp() {
        Attending rahim = browser.attend(worksync, "rahim", 1, meeting, RELAY_BY_TCP);
        Attending aisha = browser.attend(worksync, "aisha", 2, meeting);
        rahim.sees(List.of(aisha));
        aisha.sees(List.of(rahim));
        assertThat(rahim.paths()).isNotEmpty().allMatch(path -> path.equals("relay/tcp"));
    }
}
