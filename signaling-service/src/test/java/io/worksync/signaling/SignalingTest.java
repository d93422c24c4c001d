package io.worksync.signaling;

import static io.worksync.signaling.Person.AISHA;
import static io.worksync.signaling.Person.MINA;
import static io.worksync.signaling.Person.OMAR;
import static io.worksync.signaling.Person.RAHIM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.worksync.contracts.id.ChannelId;
import io.worksync.realtime.Topic;
import io.worksync.signaling.Person.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SignalingTest extends MeetingTest {

    private static final Map<String, ?> OFFER =
            Map.of(
                    "negotiationId",
                    "n1",
                    "description",
                    Map.of("type", "offer", "sdp", "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\n"));

    private ChannelId channel;
    private Place rahim;
    private Place aisha;
    private Place mina;

    @BeforeEach
    void meet() {
        channel = channelOf(RAHIM, AISHA, MINA, OMAR);
        String meeting = RAHIM.startsIn(channel);
        rahim = RAHIM.joins(meeting);
        aisha = AISHA.joins(meeting);
        mina = MINA.joins(meeting);
    }

    @Test
    void a_description_reaches_its_addressee_and_nobody_else() {
        AISHA.signals(aisha, rahim, OFFER).then().statusCode(202);

        JsonObject signal = onlySignalTo(rahim);
        assertThat(signal.getString("from")).isEqualTo(aisha.id());
        assertThat(signal.getString("to")).isEqualTo(rahim.id());
        assertThat(signal.getString("meetingId")).isEqualTo(rahim.meeting());
        assertThat(signal.getString("negotiationId")).isEqualTo("n1");
        assertThat(signal.getJsonObject("description"))
                .isEqualTo(new JsonObject(Map.of("type", "offer", "sdp", sdp())));
        assertThat(on(topic(mina))).isEmpty();
        assertThat(on(topic(aisha))).isEmpty();
        assertThat(types(Topic.of("meeting", rahim.meeting()))).doesNotContain("signal.received");
    }

    private static String sdp() {
        return "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\n";
    }

    @Test
    void a_candidate_keeps_its_fields_and_null_ends_them() {
        Map<String, Object> candidate = new HashMap<>();
        candidate.put("candidate", "candidate:1 1 udp 2122 127.0.0.1 5000 typ host");
        candidate.put("sdpMid", "0");
        candidate.put("sdpMLineIndex", 0);
        candidate.put("usernameFragment", "abcd");
        Map<String, Object> end = new HashMap<>();
        end.put("candidate", null);

        AISHA.signals(aisha, rahim, Map.of("candidate", candidate)).then().statusCode(202);
        AISHA.signals(aisha, rahim, end).then().statusCode(202);

        List<JsonObject> signals = signalsTo(rahim);
        assertThat(signals.getFirst().getJsonObject("candidate"))
                .isEqualTo(new JsonObject(candidate));
        assertThat(signals.getFirst().containsKey("description")).isFalse();
        assertThat(signals.getLast().containsKey("candidate")).isTrue();
        assertThat(signals.getLast().getValue("candidate")).isNull();
    }

    @Test
    void a_rollback_needs_no_sdp() {
        AISHA.signals(aisha, rahim, Map.of("description", Map.of("type", "rollback")))
                .then()
                .statusCode(202);

        assertThat(onlySignalTo(rahim).getJsonObject("description").getString("type"))
                .isEqualTo("rollback");
    }

    @Test
    void signals_of_one_sender_stay_in_order() {
        IntStream.range(0, 50)
                .forEach(
                        i ->
                                AISHA.signals(aisha, rahim, candidate("candidate:" + i))
                                        .then()
                                        .statusCode(202));

        assertThat(
                        signalsTo(rahim).stream()
                                .map(s -> s.getJsonObject("candidate").getString("candidate")))
                .containsExactlyElementsOf(
                        IntStream.range(0, 50).mapToObj(i -> "candidate:" + i).toList());
    }

    @Test
    void nobody_signals_as_somebody_else() {
        AISHA.signals(rahim, mina, OFFER).then().statusCode(403);
        OMAR.signals(rahim, mina, OFFER).then().statusCode(403);

        assertThat(on(topic(mina))).isEmpty();
    }

    @Test
    void a_stranger_is_told_that_there_is_nothing() {
        ChannelId other = channelOf(OMAR, MINA);
        Place elsewhere = OMAR.joins(OMAR.startsIn(other));

        RAHIM.signals(elsewhere, rahim, OFFER).then().statusCode(404);
        Place unknown = new Place(OMAR, UUID.randomUUID().toString(), rahim.id(), rahim.answer());
        OMAR.signals(unknown, mina, OFFER).then().statusCode(404);
    }

    @Test
    void an_addressee_of_another_meeting_is_not_found() {
        ChannelId other = channelOf(OMAR, RAHIM);
        Place elsewhere = OMAR.joins(OMAR.startsIn(other));

        RAHIM.signals(rahim, elsewhere, OFFER).then().statusCode(404);

        assertThat(on(topic(elsewhere))).isEmpty();
    }

    @Test
    void one_who_left_neither_sends_nor_gets_any() {
        MINA.leaves(mina);

        MINA.signals(mina, rahim, OFFER).then().statusCode(403);
        RAHIM.signals(rahim, mina, OFFER).then().statusCode(404);
    }

    @Test
    void what_is_too_large_or_nonsense_is_refused() {
        refused(description("offer", "x".repeat(120_001)), 413);
        refused(description("offer", "a\0b"), 400);
        refused(description("offer", ""), 400);
        refused(description("banana", "x"), 400);
        refused(Map.of(), 400);
        refused(candidate("x".repeat(2_049)), 413);
        refused(candidate("a\0b"), 400);
        refused(Map.of("candidate", "text"), 400);
        refused(Map.of("candidate", Map.of("candidate", "x", "sdpMLineIndex", -1)), 400);
        refused(Map.of("candidate", Map.of("candidate", "x", "sdpMid", 7)), 400);
        Map<String, Object> both = new HashMap<>(candidate("x"));
        both.putAll(description("offer", "x"));
        refused(both, 400);
        RAHIM.calls()
                .body("{\"from\":\"x\",\"to\":\"" + aisha.id() + "\"}")
                .post("/api/meetings/v1/meetings/{id}/signals", rahim.meeting())
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("from"));
        assertThat(
                        AISHA.signals(aisha, rahim, description("offer", "x".repeat(120_000)))
                                .statusCode())
                .isEqualTo(202);
    }

    private void refused(Map<String, ?> what, int status) {
        AISHA.signals(aisha, rahim, what).then().statusCode(status);
    }

    private static Map<String, ?> description(String type, String sdp) {
        return Map.of("description", Map.of("type", type, "sdp", sdp));
    }

    private static Map<String, ?> candidate(String line) {
        return Map.of("candidate", Map.of("candidate", line));
    }

    private JsonObject onlySignalTo(Place place) {
        List<JsonObject> signals = signalsTo(place);
        assertThat(signals).hasSize(1);
        return signals.getFirst();
    }

    private List<JsonObject> signalsTo(Place place) {
        return on(topic(place)).stream().map(event -> event.getJsonObject("signal")).toList();
    }

    private static Topic topic(Place place) {
        return Topic.of("participant", place.id());
    }
}
