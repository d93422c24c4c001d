package io.worksync.system.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.worksync.system.running.RunningWorkSync;
import io.worksync.system.running.WorkSync;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Four people meet directly; when a fifth comes, all goes on through a media server, in real
/// browsers.
@ExtendWith(RunningWorkSync.class)
class MeetingOfManyTest {

    /// A picture that stands still for longer than this counts as frozen.
    private static final Duration FROZEN = Duration.ofSeconds(10);

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
        assumeThat(Parts.of(worksync))
                .as("left out: janus is not installed, or has no network interface to use")
                .contains("janus");
        JsonNode started =
                worksync.as("rahim")
                        .post("/api/meetings/v1/meetings", Map.of("title", "Many"))
                        .expect(201)
                        .json();
        meeting = started.path("id").asText();
    }

    @AfterEach
    void over() {
        browser.everybodyGoes();
        worksync.as("rahim").delete("/api/meetings/v1/meetings/" + meeting);
    }

    @Test
    void with_the_fifth_all_goes_on_through_the_media_server() {
        List<Attending> four = four();
        four.forEach(one -> one.goesOver("mesh", 3));
        eachSeesTheOthers(four);
        four.forEach(Attending::countGaps);
        try (BySignalsOnly _ = new BySignalsOnly(worksync.as("admin"), meeting)) {
            four.forEach(one -> one.goesOver("sfu", 2));
            eachSeesTheOthers(four);
            four.forEach(one -> assertThat(one.longestGap()).isLessThan(FROZEN));
        }
    }

    @Test
    void a_media_server_that_dies_is_replaced() {
        List<Attending> two = List.of(attend("rahim", 1), attend("aisha", 2));
        try (Crowd crowd = new Crowd(worksync, meeting)) {
            two.forEach(one -> one.goesOver("sfu", 2));
            eachSeesTheOthers(two);
            int hosting = crowd.mediaServer();
            worksync.kill("janus", hosting);
            try {
                eachSeesTheOthers(two);
            } finally {
                worksync.start("janus", hosting);
            }
        }
    }

    @Test
    void a_signaling_instance_that_dies_stops_nobodys_picture() {
        List<Attending> two = List.of(attend("rahim", 1), attend("aisha", 2));
        try (Crowd crowd = new Crowd(worksync, meeting)) {
            two.forEach(one -> one.goesOver("sfu", 2));
            eachSeesTheOthers(two);
            int hosting = crowd.host();
            worksync.kill("signaling-service", hosting);
            try {
                eachSeesTheOthers(two);
                // a newcomer needs the host: another one has taken over
                Attending mina = attend("mina", 1);
                mina.sees(two);
                two.forEach(one -> one.sees(List.of(mina)));
            } finally {
                worksync.start("signaling-service", hosting);
            }
        }
    }

    private List<Attending> four() {
        return List.of(
                attend("rahim", 1), attend("aisha", 2), attend("mina", 1), attend("omar", 2));
    }

    private Attending attend(String user, int gateway) {
        return browser.attend(worksync, user, gateway, meeting);
    }

    private static void eachSeesTheOthers(List<Attending> all) {
        for (Attending one : all) {
            List<Attending> others = new ArrayList<>(all);
            others.remove(one);
            one.sees(others);
        }
    }
}
