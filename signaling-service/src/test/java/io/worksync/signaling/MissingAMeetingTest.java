package io.worksync.signaling;

import static io.worksync.signaling.Person.AISHA;
import static io.worksync.signaling.Person.MINA;
import static io.worksync.signaling.Person.RAHIM;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.worksync.contracts.id.ChannelId;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MissingAMeetingTest extends MeetingTest {

    @Test
    void those_who_did_not_join_are_told_when_the_ringing_ends() {
        ChannelId channel = channelOf(RAHIM, AISHA, MINA);
        String meeting = rings(channel);
        RAHIM.joins(meeting);
        AISHA.joins(meeting);

        heard(MINA.id(), "meeting.missed", meeting);

        heardNothing(AISHA.id(), "meeting.missed", meeting);
        heardNothing(RAHIM.id(), "meeting.missed", meeting);
        assertThat(toldOf(MINA.id(), "meeting.missed", meeting)).hasSize(1);
    }

    @Test
    void a_meeting_that_ends_while_it_rings_is_missed_at_once() {
        ChannelId channel = channelOf(RAHIM, AISHA);
        String meeting = rings(channel);

        RAHIM.ends(meeting).then().statusCode(204);

        assertThat(
                        heard(AISHA.id(), "meeting.missed", meeting)
                                .getJsonObject("meeting")
                                .getString("endedAt"))
                .isNotNull();
    }

    @Test
    void one_can_still_join_after_having_missed_it() {
        ChannelId channel = channelOf(RAHIM, AISHA);
        String meeting = rings(channel);
        RAHIM.joins(meeting);
        heard(AISHA.id(), "meeting.missed", meeting);

        AISHA.joins(meeting);

        heardNothing(AISHA.id(), "meeting.answered", meeting);
    }

    private static String rings(ChannelId channel) {
        return RAHIM.starts(Map.of("channelId", channel, "ring", true))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }
}
