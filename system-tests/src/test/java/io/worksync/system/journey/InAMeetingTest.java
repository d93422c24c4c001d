package io.worksync.system.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.worksync.system.running.RunningWorkSync;
import io.worksync.system.running.WorkSync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What people do in a meeting, in real browsers.
@ExtendWith(RunningWorkSync.class)
class InAMeetingTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int FILE_BYTES = 20_000_000;

    /// A browser that can't ask where to save, so that the file can be taken from its downloads.
    private static final String NO_PICKER = "delete window.showSaveFilePicker;";

    /// A browser that never makes a key, and counts what arrives.
    private static final String NO_KEYS =
            """
            crypto.subtle.generateKey = () => new Promise(() => {});
            const Plain = RTCPeerConnection;
            window.connections = [];
            window.RTCPeerConnection = class extends Plain {
                constructor(...args) {
                    super(...args);
                    window.connections.push(this);
                }
            };
            window.pictures = 0;
            setInterval(async () => {
                let packets = 0;
                for (const connection of window.connections) {
                    for (const entry of (await connection.getStats()).values()) {
                        if (entry.type === "inbound-rtp" && entry.kind === "video") {
                            packets += entry.packetsReceived;
                        }
                    }
                }
                window.pictures = packets;
            }, 250);
            """;

    @RegisterExtension static final Browsers browsers = new Browsers();

    @TempDir Path folder;

    private final WorkSync worksync = WorkSync.running();
    private final String rahimId = worksync.as("rahim").me();
    private final String aishaId = worksync.as("aisha").me();
    private final String minaId = worksync.as("mina").me();
    private String channel;
    private String channelId;

    @BeforeEach
    void aChannelOfThree() {
        channel = "meet-" + System.nanoTime();
        channelId =
                worksync.as("rahim").createChannel("private", channel, List.of(aishaId, minaId));
    }

    @Test
    void a_host_lets_people_in_mutes_and_removes_them_and_locks_the_door() {
        Person rahim = inTheChannel("rahim", "");
        Person aisha = inTheChannel("aisha", "");
        Person mina = inTheChannel("mina", "");
        starts(rahim, "option-lobby");
        aisha.clicks("accept-meeting");
        aisha.sees("lobby-waiting");
        rahim.clicks("meeting-people");
        rahim.clicks("admit-" + aishaId);
        rahim.seesMovingPictureOf("tile-" + aishaId);
        aisha.seesMovingPictureOf("tile-" + rahimId);

        rahim.chooses("Actions for Aisha", "mute-" + aishaId);
        aisha.seesPressed("toggle-mic", false);
        rahim.clicks("lock-meeting");
        mina.clicks("join-meeting");
        mina.isTold("locked");
        rahim.chooses("Actions for Aisha", "remove-" + aishaId);
        aisha.seesNo("meeting-view");
        rahim.seesNo("tile-" + aishaId);
    }

    @Test
    void a_link_leads_to_a_mirror_and_from_there_into_the_meeting() {
        Person rahim = inTheChannel("rahim", "");
        Person aisha = inTheChannel("aisha", "");
        rahim.clicks("start-meeting");
        rahim.sees("tile-" + rahimId);
        aisha.follows("/meet/" + joinCode());
        aisha.sees("prejoin-video");
        aisha.clicks("prejoin-join");
        aisha.seesMovingPictureOf("tile-" + rahimId);
        rahim.seesMovingPictureOf("tile-" + aishaId);
    }

    @Test
    void a_file_goes_from_one_to_the_other_and_arrives_whole() throws IOException {
        Path file = folder.resolve("plan.bin");
        byte[] content = new byte[FILE_BYTES];
        new Random(7).nextBytes(content);
        Files.write(file, content);
        Person rahim = inTheChannel("rahim", "");
        Person aisha = inTheChannel("aisha", NO_PICKER);
        rahim.clicks("start-meeting");
        aisha.clicks("accept-meeting");
        rahim.seesMovingPictureOf("tile-" + aishaId);
        rahim.clicks("meeting-people");
        rahim.picks("files-for-" + aishaId, file);
        aisha.clicks("accept-file");
        aisha.seesFile("done");
        rahim.seesFile("done");
        assertThat(aisha.saves("save-file")).hasSameBinaryContentAs(file);
    }

    @Test
    void only_who_has_the_keys_sees_an_encrypted_meeting() {
        Person rahim = inTheChannel("rahim", "");
        Person aisha = inTheChannel("aisha", "");
        starts(rahim, "option-e2ee");
        aisha.clicks("accept-meeting");
        rahim.seesMovingPictureOf("tile-" + aishaId);
        aisha.seesMovingPictureOf("tile-" + rahimId);
        rahim.clicks("encryption-badge");
        aisha.clicks("encryption-badge");
        assertThat(rahim.textOf("encryption-code")).isEqualTo(aisha.textOf("encryption-code"));
        rahim.presses("Escape");
        aisha.presses("Escape");

        Person mina = inTheChannel("mina", NO_KEYS);
        mina.clicks("join-meeting");
        mina.sees("tile-" + rahimId);
        await("the pictures of the others reach mina's browser")
                .pollInSameThread()
                .atMost(SOON)
                .until(() -> ((Number) mina.asks("window.pictures")).intValue() > 200);
        assertThat(mina.framesShownOf("tile-" + rahimId)).isZero();
        assertThat(mina.framesShownOf("tile-" + aishaId)).isZero();
        rahim.seesMovingPictureOf("tile-" + aishaId);
        assertThat(rahim.framesShownOf("tile-" + minaId)).isZero();
    }

    private Person inTheChannel(String username, String script) {
        Person person = browsers.person(username, worksync.gateway(1), script);
        person.signIn();
        person.opens(channel);
        return person;
    }

    private void starts(Person person, String option) {
        person.chooses("More ways to meet", "meeting-options");
        person.ticks(option);
        person.clicks("create-meeting");
        person.sees("tile-" + rahimId);
    }

    private String joinCode() {
        String active = "/api/meetings/v1/meetings?active=true&channelId=" + channelId;
        return worksync.as("rahim").get(active).expect(200).json().at("/items/0/joinCode").asText();
    }
}
