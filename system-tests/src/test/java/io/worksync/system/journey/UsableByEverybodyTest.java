package io.worksync.system.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.worksync.system.running.RunningWorkSync;
import io.worksync.system.running.WorkSync;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The pages as somebody meets them who listens to them, types instead of pointing, or sees badly:
/// as much of WCAG 2.2 (A and AA) as a program can judge.
@ExtendWith(RunningWorkSync.class)
class UsableByEverybodyTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @RegisterExtension static final Browsers browsers = Browsers.withSlowCameras();

    private final WorkSync worksync = WorkSync.running();

    @Test
    void the_front_page() {
        Person rahim = browsers.person("rahim", worksync.gateway(1));
        rahim.comes();
        assertThat(rahim.barriers()).isEmpty();
    }

    @Test
    void a_conversation() {
        String channel = channelOf("talk");
        Person rahim = inTheChannel("rahim", channel);
        rahim.says("Hey @aisha, did you *push* the latest code? `git push`");
        rahim.reads("Hey", SOON);
        assertThat(rahim.barriers()).isEmpty();
        rahim.clicks("members");
        assertThat(rahim.barriers()).as("who is in the channel").isEmpty();
        rahim.clicks("notes");
        rahim.sees("notes-text");
        assertThat(rahim.barriers()).as("the channel's notes").isEmpty();
    }

    @Test
    void the_inbox() {
        worksync.as("aisha")
                .say(
                        worksync.as("rahim")
                                .createChannel("private", "inbox", List.of(worksync.idOf("aisha"))),
                        "@rahim, look");
        Person rahim = browsers.person("rahim", worksync.gateway(1));
        rahim.signIn();
        rahim.clicks("notification-bell");
        rahim.sees("push-switch");
        assertThat(rahim.barriers()).isEmpty();
    }

    @Test
    void the_dialogs() {
        Person rahim = inTheChannel("rahim", channelOf("dialogs"));
        rahim.clicks("new-channel");
        rahim.sees("create-channel-name");
        assertThat(rahim.barriers()).as("a new channel").isEmpty();
        rahim.presses("Escape");
        rahim.clicks("add-people");
        rahim.sees("people-search");
        assertThat(rahim.barriers()).as("adding people").isEmpty();
        rahim.presses("Escape");
        rahim.chooses("More ways to meet", "meeting-options");
        rahim.sees("create-meeting");
        assertThat(rahim.barriers()).as("a new meeting").isEmpty();
    }

    @Test
    void a_meeting() {
        String channel = channelOf("meet");
        Person rahim = inTheChannel("rahim", channel);
        Person aisha = inTheChannel("aisha", channel);
        rahim.clicks("start-meeting");
        aisha.sees("accept-meeting");
        assertThat(aisha.barriers()).as("it rings").isEmpty();
        aisha.clicks("accept-meeting");
        aisha.seesMovingPictureOf("tile-" + worksync.idOf("rahim"));
        assertThat(aisha.barriers()).as("inside").isEmpty();
        rahim.clicks("meeting-people");
        assertThat(rahim.barriers()).as("inside, with the list of people").isEmpty();
    }

    @Test
    void the_look_before_a_meeting() {
        String channel = channelOf("look");
        Person rahim = inTheChannel("rahim", channel);
        Person aisha = inTheChannel("aisha", channel);
        rahim.clicks("start-meeting");
        aisha.sees("join-meeting");
        aisha.clicks("decline-meeting");
        aisha.chooses("More ways to meet", "join-after-a-look");
        aisha.sees("prejoin-join");
        assertThat(aisha.barriers()).isEmpty();
    }

    @Test
    void what_admins_see_of_the_nodes() {
        Person admin = browsers.person("admin", worksync.gateway(1));
        admin.signIn();
        admin.chooses("You and settings", "operations");
        admin.sees("ops-node");
        assertThat(admin.barriers()).isEmpty();
    }

    private String channelOf(String name) {
        String channel = name + "-" + System.nanoTime();
        worksync.as("rahim").createChannel("private", channel, List.of(worksync.idOf("aisha")));
        return channel;
    }

    private Person inTheChannel(String username, String channel) {
        Person person = browsers.person(username, worksync.gateway(1));
        person.signIn();
        person.opens(channel);
        return person;
    }
}
