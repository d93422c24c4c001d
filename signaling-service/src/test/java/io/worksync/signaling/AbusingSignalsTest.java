package io.worksync.signaling;

import static io.worksync.signaling.Person.AISHA;
import static io.worksync.signaling.Person.MINA;
import static io.worksync.signaling.Person.RAHIM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.worksync.realtime.Topic;
import io.worksync.signaling.Person.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What no browser sends: it is refused, and the meeting goes on.
@QuarkusTest
class AbusingSignalsTest extends MeetingTest {

    private Place rahim;
    private Place aisha;

    private void meet(Map<String, ?> settings) {
        Map<String, Object> plan = new HashMap<>(settings);
        plan.put("channelId", channelOf(RAHIM, AISHA, MINA).toString());
        String meeting = RAHIM.starts(plan).then().statusCode(201).extract().path("id");
        rahim = RAHIM.joins(meeting);
        aisha = AISHA.joins(meeting);
    }

    @Test
    void what_is_too_much_or_hides_a_line_is_refused_and_harms_nobody() {
        meet(Map.of());

        refused(offer(lines("a=candidate:%d 1 udp 1 10.0.0.1 9 typ host", 10_000)), 413);
        refused(offer(lines("m=audio %d RTP/AVP 0", 600)), 413);
        refused(offer("v=0\r\n" + "a=x".repeat(100_000)), 413);
        refused(offer("v=0\ra=injected"), 400);
        refused(offer("v=0\r\na=x\u0007"), 400);
        refused(candidate("candidate:1 1 udp 1 10.0.0.1 9 typ host\r\na=injected"), 400);
        refused(Map.of("candidate", Map.of("candidate", "x", "usernameFragment", "a\nb")), 400);
        Map<String, Object> mid = new HashMap<>(offer("v=0\r\n"));
        mid.put("negotiationId", "a\r\nb");
        refused(mid, 400);
        refused(Map.of("key", "k".repeat(4_097)), 400);
        refused(Map.of("key", "not base64!"), 400);
        refused(Map.of("key", "abc", "candidate", Map.of("candidate", "x")), 400);
        Map<String, Object> other = new HashMap<>(offer("v=0\r\n"));
        other.put("connection", "pigeon");
        refused(other, 400);

        assertThat(signalsTo(rahim)).isEmpty();
        AISHA.signals(aisha, rahim, offer("v=0\r\n")).then().statusCode(202);
        RAHIM.sees(rahim.meeting()).then().body("participantCount", equalTo(2));
    }

    @Test
    void a_key_and_the_connection_of_files_are_passed_on_as_they_are() {
        meet(Map.of());

        AISHA.signals(aisha, rahim, Map.of("key", "abc_-123")).then().statusCode(202);
        Map<String, Object> files = new HashMap<>(offer("v=0\r\n"));
        files.put("connection", "files");
        AISHA.signals(aisha, rahim, files).then().statusCode(202);

        assertThat(signalsTo(rahim).getFirst().getString("key")).isEqualTo("abc_-123");
        assertThat(signalsTo(rahim).getFirst().getString("connection")).isEqualTo("media");
        assertThat(signalsTo(rahim).getLast().getString("connection")).isEqualTo("files");
    }

    @Test
    void no_media_server_is_reached_where_there_is_none() {
        meet(Map.of());

        Place publisher = new Place(RAHIM, rahim.meeting(), "publisher", rahim.answer());
        Place nobody = new Place(RAHIM, rahim.meeting(), "somebody", rahim.answer());
        AISHA.signals(aisha, publisher, offer("v=0\r\n")).then().statusCode(404);
        AISHA.signals(aisha, nobody, offer("v=0\r\n")).then().statusCode(400);
    }

    @Test
    void in_a_meeting_over_relays_only_addresses_stay_hidden() {
        meet(Map.of("relayOnly", true));
        rahim.answer().then().body("meeting.relayOnly", equalTo(true));

        candidateSent("candidate:1 1 udp 1 192.168.1.7 5000 typ host");
        candidateSent("candidate:1 1 udp 1 abc.local 5000 typ host");
        candidateSent("candidate:2 1 udp 1 203.0.113.9 5000 typ srflx raddr 10.0.0.1 rport 1");
        candidateSent("candidate:3 1 udp 1 198.51.100.1 49170 typ relay raddr 203.0.113.9 rport 5");
        candidateSent("");
        AISHA.signals(
                        aisha,
                        rahim,
                        offer(
                                "v=0\r\no=- 1 1 IN IP4 10.0.0.1\r\nc=IN IP4 10.0.0.1\r\n"
                                        + "a=candidate:1 1 udp 1 10.0.0.1 5000 typ host\r\n"
                                        + "a=candidate:3 1 udp 1 198.51.100.1 49170 typ relay"
                                        + " raddr 10.0.0.1 rport 5\r\na=end-of-candidates\r\n"))
                .then()
                .statusCode(202);

        List<JsonObject> signals = signalsTo(rahim);
        assertThat(signals).hasSize(3);
        assertThat(signals.toString())
                .doesNotContain("10.0.0.1", "192.168", "203.0.113", ".local")
                .contains("198.51.100.1");
        assertThat(signals.getLast().getJsonObject("description").getString("sdp"))
                .isEqualTo(
                        "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\nc=IN IP4 0.0.0.0\r\n"
                                + "a=candidate:3 1 udp 1 198.51.100.1 49170 typ relay"
                                + " raddr 0.0.0.0 rport 0\r\na=end-of-candidates\r\n");
    }

    private void candidateSent(String line) {
        AISHA.signals(aisha, rahim, candidate(line)).then().statusCode(202);
    }

    private void refused(Map<String, ?> what, int status) {
        AISHA.signals(aisha, rahim, what)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status));
    }

    private static Map<String, ?> offer(String sdp) {
        return Map.of("description", Map.of("type", "offer", "sdp", sdp));
    }

    private static Map<String, ?> candidate(String line) {
        return Map.of("candidate", Map.of("candidate", line));
    }

    private static String lines(String format, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> format.formatted(i) + "\r\n")
                .collect(Collectors.joining());
    }

    private List<JsonObject> signalsTo(Place place) {
        return on(Topic.of("participant", place.id())).stream()
                .map(event -> event.getJsonObject("signal"))
                .toList();
    }
}
