package io.worksync.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.meeting.IceCandidate;
import io.worksync.contracts.meeting.SessionDescription;
import io.worksync.contracts.meeting.Signal;
import io.worksync.contracts.meeting.SignalAddress;
import io.worksync.contracts.meeting.SignalConnection;
import io.worksync.contracts.meeting.Track;
import io.worksync.contracts.meeting.TrackSlot;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventsOnTheWireTest {

    private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");
    private static final ObjectMapper MAPPER =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .build();

    private final MeetingId meeting = new MeetingId(UUID.randomUUID());
    private final SignalAddress from = SignalAddress.of(new ParticipantId(UUID.randomUUID()));
    private final SignalAddress to = SignalAddress.of(new ParticipantId(UUID.randomUUID()));

    @Test
    void an_offer_has_a_description_and_no_candidate() throws Exception {
        JsonNode json = wire(signal("n1", new SessionDescription("offer", "v=0"), null));
        assertThat(json.at("/type").asText()).isEqualTo("signal.received");
        assertThat(json.at("/at").asText()).isEqualTo("2026-11-23T10:00:00Z");
        assertThat(json.at("/signal/description/sdp").asText()).isEqualTo("v=0");
        assertThat(json.at("/signal/from").asText()).isEqualTo(from.toString());
    }

    @Test
    void the_end_of_candidates_is_a_null_candidate_without_description() throws Exception {
        JsonNode json = wire(signal(null, null, null));
        assertThat(json.at("/signal").has("description")).isFalse();
        assertThat(json.at("/signal").get("candidate").isNull()).isTrue();
    }

    @Test
    void an_event_that_was_read_is_the_one_that_was_written() throws Exception {
        TopicEvent event =
                new TopicEvent.SignalReceived(
                        AT, signal(null, null, new IceCandidate("c", "0", 0, null)));
        assertThat(MAPPER.readValue(MAPPER.writeValueAsString(event), TopicEvent.class))
                .isEqualTo(event);
    }

    @Test
    void a_media_server_has_two_addresses_and_names_its_tracks() throws Exception {
        Track track = new Track("0", new ParticipantId(UUID.randomUUID()), TrackSlot.SCREEN_AUDIO);
        Signal signal =
                new Signal(
                        meeting,
                        SignalAddress.SUBSCRIBER,
                        to,
                        SignalConnection.MEDIA,
                        "n1",
                        new SessionDescription("offer", "v=0"),
                        null,
                        null,
                        List.of(track));
        JsonNode json = wire(signal);
        assertThat(json.at("/signal/from").asText()).isEqualTo("subscriber");
        assertThat(json.at("/signal/tracks/0/slot").asText()).isEqualTo("screen-audio");
        assertThat(MAPPER.treeToValue(json.get("signal"), Signal.class)).isEqualTo(signal);
    }

    private Signal signal(
            @Nullable String negotiationId,
            @Nullable SessionDescription description,
            @Nullable IceCandidate candidate) {
        return new Signal(
                meeting,
                from,
                to,
                SignalConnection.MEDIA,
                negotiationId,
                description,
                candidate,
                null,
                null);
    }

    private static JsonNode wire(Signal signal) throws Exception {
        return MAPPER.readTree(
                MAPPER.writeValueAsString(new TopicEvent.SignalReceived(AT, signal)));
    }
}
