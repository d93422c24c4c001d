package io.worksync.system.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.worksync.system.running.RunningWorkSync;
import io.worksync.system.running.WorkSync;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Whoever takes the media server's frames as they are sees nothing; whoever has the keys does.
@ExtendWith(RunningWorkSync.class)
class EncryptedThroughTheMediaServerTest {

    private static final Duration SOON = Duration.ofMinutes(2);

    /// Tells which part of a tile's picture, from 0 to 1, is as green as the fake cameras' are,
    /// null while there is none. VP8 has no checksum: a decoder makes noise of anything.
    private static final String LOOK =
            """
            window.greenPart = (tile) => {
                const video = document.querySelector(`[data-testid="${tile}"] video`);
                if (!video || video.getVideoPlaybackQuality().totalVideoFrames < 10) return null;
                const context = new OffscreenCanvas(64, 48).getContext("2d");
                context.drawImage(video, 0, 0, 64, 48);
                const pixels = context.getImageData(0, 0, 64, 48).data;
                let green = 0;
                for (let at = 0; at < pixels.length; at += 4) {
                    if (pixels[at + 1] - Math.max(pixels[at], pixels[at + 2]) > 80) green++;
                }
                return green / (pixels.length / 4);
            };
            """;

    /// A browser that takes frames as the media server has them, as one would there: nothing is put
    /// between what arrives and its decoder, whose pictures it shows.
    private static final String LOOK_AS_AT_THE_SERVER =
            LOOK
                    + """
                    Object.defineProperty(RTCRtpReceiver.prototype, "transform", {
                        get: () => null,
                        set: () => {},
                    });
                    """;

    @RegisterExtension static final Browsers browsers = Browsers.withSlowCameras();

    private final WorkSync worksync = WorkSync.running();
    private final String rahimId = worksync.idOf("rahim");
    private final String aishaId = worksync.idOf("aisha");
    private final String minaId = worksync.idOf("mina");
    private final String channel = "sealed-" + System.nanoTime();
    private String channelId = "";

    @Test
    void the_media_server_passes_on_what_only_the_participants_can_open() {
        assumeThat(worksync.status().findValuesAsText("name"))
                .as("left out: janus is not installed, or has no network interface to use")
                .contains("janus");
        channelId =
                worksync.as("rahim").createChannel("private", channel, List.of(aishaId, minaId));
        Person rahim = inTheChannel("rahim", LOOK);
        Person aisha = inTheChannel("aisha", LOOK);
        Person mina = inTheChannel("mina", LOOK_AS_AT_THE_SERVER);
        rahim.chooses("More ways to meet", "meeting-options");
        rahim.ticks("option-e2ee");
        rahim.clicks("create-meeting");
        rahim.sees("tile-" + rahimId);
        goesThroughTheMediaServer();

        aisha.clicks("join-meeting");
        assertThat(greenPart(rahim, aishaId)).isGreaterThan(0.95);
        assertThat(greenPart(aisha, rahimId)).isGreaterThan(0.95);

        mina.clicks("join-meeting");
        assertThat(greenPart(mina, rahimId)).isLessThan(0.2);
        assertThat(greenPart(mina, aishaId)).isLessThan(0.2);
        assertThat(greenPart(mina, minaId)).as("her own").isGreaterThan(0.95);
    }

    private static double greenPart(Person person, String of) {
        String question = "greenPart('tile-" + of + "')";
        return await(person.username() + " gets frames of " + of)
                .pollInSameThread()
                .atMost(SOON)
                .until(() -> (Number) person.asks(question), part -> part != null)
                .doubleValue();
    }

    private void goesThroughTheMediaServer() {
        String meetings = "/api/meetings/v1/meetings";
        JsonNode active =
                worksync.as("rahim")
                        .get(meetings + "?active=true&channelId=" + channelId)
                        .expect(200)
                        .json();
        worksync.as("rahim")
                .patch(
                        meetings + "/" + active.at("/items/0/id").asText(),
                        Map.of("mediaPlane", "sfu"))
                .expect(200);
    }

    private Person inTheChannel(String username, String script) {
        Person person = browsers.person(username, worksync.gateway(1), script);
        person.signIn();
        person.opens(channel);
        return person;
    }
}
