package io.worksync.signaling;

import static io.worksync.signaling.Person.AISHA;
import static io.worksync.signaling.Person.MINA;
import static io.worksync.signaling.Person.RAHIM;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.worksync.signaling.Person.Place;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MeasuringQualityTest extends MeetingTest {

    private static final String MEETING = "/api/meetings/v1/meetings/{id}";

    @Test
    void hosts_and_admins_see_how_media_arrives_and_it_does_not_grow() {
        String meeting = RAHIM.startsIn(channelOf(RAHIM, AISHA, MINA));
        RAHIM.joins(meeting);
        Place aisha = AISHA.joins(meeting);
        for (int batch = 0; batch < 3; batch++) {
            int first = batch * 32;
            reports(
                            AISHA,
                            aisha,
                            IntStream.range(first, first + 32).mapToObj(this::sample).toList())
                    .then()
                    .statusCode(202);
        }

        reads(RAHIM, meeting)
                .then()
                .statusCode(200)
                .body("items", hasSize(2))
                .body("items[0].level", nullValue())
                .body("items[1].participantId", equalTo(aisha.id()))
                .body("items[1].level", equalTo("fair"))
                .body("items[1].roundTripMs", equalTo(95f))
                .body("items[1].history", hasSize(60));
        reads(new Person("admin"), meeting).then().statusCode(200);
        reads(AISHA, meeting).then().statusCode(403);
    }

    @Test
    void nonsense_and_others_are_refused() {
        String meeting = RAHIM.startsIn(channelOf(RAHIM, AISHA, MINA));
        Place rahim = RAHIM.joins(meeting);

        reports(AISHA, rahim, List.of(sample(1))).then().statusCode(403);
        reports(RAHIM, rahim, List.of()).then().statusCode(400);
        reports(RAHIM, rahim, IntStream.range(0, 33).mapToObj(this::sample).toList())
                .then()
                .statusCode(400);
        reports(RAHIM, rahim, List.of(Map.of("loss", 7, "level", "good"))).then().statusCode(400);
        reports(RAHIM, rahim, List.of(Map.of("loss", 0, "level", "lovely"))).then().statusCode(400);
    }

    private Map<String, ?> sample(int roundTrip) {
        return Map.of(
                "loss",
                0.01,
                "jitterMs",
                3,
                "roundTripMs",
                roundTrip,
                "relayed",
                false,
                "framesPerSecond",
                24,
                "level",
                "fair");
    }

    private static Response reports(Person person, Place place, List<?> samples) {
        return person.calls()
                .body(Map.of("samples", samples))
                .post(MEETING + "/participants/{p}/quality", place.meeting(), place.id());
    }

    private static Response reads(Person person, String meeting) {
        return person.calls().get(MEETING + "/quality", meeting);
    }
}
