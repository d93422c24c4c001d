package io.worksync.signaling;

import static io.worksync.signaling.Person.AISHA;
import static io.worksync.signaling.Person.MINA;
import static io.worksync.signaling.Person.RAHIM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.worksync.contracts.id.ChannelId;
import io.worksync.realtime.Topic;
import io.worksync.signaling.Person.Place;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LosingTheLiveStateTest extends MeetingTest {

    @Inject Redis redis;
    @Inject Pool database;

    @Test
    void whoever_is_not_in_the_history_any_more_leaves_the_meeting() {
        String meeting = RAHIM.startsIn(channelOf(RAHIM, AISHA));
        RAHIM.joins(meeting);
        Place aisha = AISHA.joins(meeting);

        database.preparedQuery("update participations set left_at = now() where id = $1")
                .execute(Tuple.of(UUID.fromString(aisha.id())))
                .await()
                .atMost(SOON);

        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                RAHIM.sees(meeting)
                                        .then()
                                        .body(
                                                "participants.userId",
                                                contains(RAHIM.id().toString())));
    }

    @Test
    void a_meeting_goes_on_with_those_who_are_in_it() {
        ChannelId channel = channelOf(RAHIM, AISHA, MINA);
        String meeting = RAHIM.startsIn(channel);
        Place rahim = RAHIM.joins(meeting);
        Place aisha = AISHA.joins(meeting);

        redis.send(Request.cmd(Command.DEL).arg("worksync:signaling:live:" + meeting))
                .await()
                .atMost(SOON);

        AISHA.signals(aisha, rahim, Map.of("description", Map.of("type", "offer", "sdp", "x")))
                .then()
                .statusCode(202);
        assertThat(types(Topic.of("participant", rahim.id()))).contains("signal.received");
        Place mina = MINA.joins(meeting);
        mina.answer().then().body("participants.participantId", contains(rahim.id(), aisha.id()));
        RAHIM.leaves(rahim).then().statusCode(204);
    }

    @Test
    void nothing_is_lost_with_redis_and_nobody_has_to_ask_for_it_to_come_back() {
        ChannelId channel = channelOf(RAHIM, AISHA, MINA);
        String meeting = RAHIM.startsIn(channel);
        Place rahim = RAHIM.joins(meeting);
        Place aisha = AISHA.joins(meeting);
        RAHIM.gives(aisha, "cohost");
        AISHA.shows(aisha, Map.of("audio", true, "hand", true));
        RAHIM.changes(meeting, Map.of("lobby", true, "title", "Plan"));
        Place mina = MINA.knocks(meeting);
        long version = RAHIM.sees(meeting).path("version");

        String live = "worksync:signaling:live:" + meeting;
        send(Request.cmd(Command.DEL).arg(live).arg("{" + live + "}:leases"));
        send(Request.cmd(Command.ZREM).arg("worksync:signaling:watched").arg(meeting));

        await().atMost(SOON)
                .until(() -> send(Request.cmd(Command.EXISTS).arg(live)).toInteger() == 1);
        RAHIM.sees(meeting)
                .then()
                .body("title", equalTo("Plan"))
                .body("lobby", equalTo(true))
                .body("version", greaterThan(version))
                .body("participants.participantId", contains(rahim.id(), aisha.id()))
                .body("participants.role", contains("host", "cohost"))
                .body("participants[1].audio", equalTo(true))
                .body("participants[1].hand", equalTo(true));
        AISHA.renews(aisha).then().statusCode(204);
        MINA.renews(mina).then().statusCode(204);
        RAHIM.admits(mina, true).then().statusCode(204);
        MINA.resumes(mina).then().statusCode(201);
        RAHIM.resumes(rahim).then().statusCode(201);
    }

    private Response send(Request request) {
        return redis.send(request).await().atMost(SOON);
    }
}
