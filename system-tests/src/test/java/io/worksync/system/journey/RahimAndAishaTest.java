package io.worksync.system.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.worksync.system.running.RunningWorkSync;
import io.worksync.system.running.WorkSync;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The story that must always work, in two real browsers.
@ExtendWith(RunningWorkSync.class)
class RahimAndAishaTest {

    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String QUESTION = "Hey, did you push the latest code?";

    @RegisterExtension static final Browsers browsers = new Browsers();

    private final WorkSync worksync = WorkSync.running();
    private final String rahimId = worksync.as("rahim").me();
    private final String aishaId = worksync.as("aisha").me();
    private String channel;

    @BeforeEach
    void anEmptyInbox(TestInfo test) {
        channel = "push-" + System.nanoTime();
        worksync.as("aisha")
                .put(
                        "/api/notifications/v1/notifications/read",
                        Map.of("before", Instant.now().plusSeconds(60).toString()));
    }

    @Test
    void they_talk_and_meet_on_one_gateway() {
        theyTalkAndMeet(1, 1);
    }

    @Test
    void they_talk_and_meet_on_two_gateways() {
        theyTalkAndMeet(1, 2);
    }

    @Test
    void rahim_creates_a_channel_and_adds_aisha_who_has_it_at_once() {
        Person rahim = browsers.person("rahim", worksync.gateway(1));
        Person aisha = browsers.person("aisha", worksync.gateway(2));
        rahim.signIn();
        aisha.signIn();
        rahim.createsChannel(channel);
        rahim.adds("aisha");
        aisha.sees("channel-" + channel);
        aisha.opens(channel);
        aisha.says("Thanks for adding me");
        rahim.reads("Thanks for adding me", SOON);
        assertThat(aisha.hasNeverReloaded()).isTrue();
    }

    private void theyTalkAndMeet(int rahimsGateway, int aishasGateway) {
        worksync.as("rahim").createChannel("private", channel, List.of(aishaId));
        Person rahim = browsers.person("rahim", worksync.gateway(rahimsGateway));
        Person aisha = browsers.person("aisha", worksync.gateway(aishasGateway));
        rahim.signIn();
        aisha.signIn();
        theyTalk(rahim, aisha);
        sheIsNotified(rahim, aisha);
        theyMeet(rahim, aisha);
        assertThat(rahim.hasNeverReloaded()).isTrue();
        assertThat(aisha.hasNeverReloaded()).isTrue();
    }

    private void theyTalk(Person rahim, Person aisha) {
        rahim.opens(channel);
        aisha.opens(channel);
        rahim.says("Good morning");
        aisha.reads("Good morning", SOON);
        rahim.types(QUESTION);
        aisha.sees("typing-indicator");
        assertThat(aisha.textOf("typing-indicator")).contains("Rahim");
        rahim.sends();
        aisha.reads(QUESTION, AT_ONCE);
        aisha.seesNo("typing-indicator");
        aisha.says("Yes, an hour ago");
        rahim.reads("Yes, an hour ago", AT_ONCE);
        assertThat(List.of(rahim.copiesOf(QUESTION), aisha.copiesOf(QUESTION))).containsOnly(1);
    }

    private void sheIsNotified(Person rahim, Person aisha) {
        aisha.opens("general");
        rahim.says("@aisha have a look at the build");
        aisha.sees("notification-badge");
        assertThat(aisha.textOf("notification-badge")).isEqualTo("1");
        aisha.sees("unread-" + channel);
        aisha.clicks("notification-bell");
        aisha.clicks("notification");
        aisha.reads("@aisha have a look at the build", SOON);
        aisha.seesNo("notification-badge");
    }

    private void theyMeet(Person rahim, Person aisha) {
        rahim.clicks("start-meeting");
        aisha.sees("incoming-meeting");
        aisha.clicks("accept-meeting");
        aisha.sees("meeting-view");
        rahim.seesMovingPictureOf("tile-" + aishaId);
        aisha.seesMovingPictureOf("tile-" + rahimId);
        rahim.clicks("share-screen");
        aisha.seesMovingPictureOf("screen-" + rahimId);
        rahim.clicks("share-screen");
        aisha.seesNo("screen-" + rahimId);
        rahim.clicks("leave-meeting");
        rahim.seesNo("meeting-view");
        aisha.seesNo("tile-" + rahimId);
        aisha.clicks("leave-meeting");
        aisha.seesNo("meeting-view");
    }
}
