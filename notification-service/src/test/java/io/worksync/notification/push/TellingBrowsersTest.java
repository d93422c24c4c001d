package io.worksync.notification.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.sqlclient.Pool;
import io.worksync.contracts.chat.ChannelKind;
import io.worksync.contracts.chat.ChannelRef;
import io.worksync.contracts.chat.Mentions;
import io.worksync.contracts.chat.Message;
import io.worksync.contracts.event.KafkaTopics;
import io.worksync.contracts.event.PresenceEvent;
import io.worksync.contracts.presence.Availability;
import io.worksync.contracts.presence.Presence;
import io.worksync.notification.Chat;
import io.worksync.notification.Person;
import io.worksync.stack.test.DemoTokens;
import io.worksync.stack.test.StackTestResource;
import jakarta.inject.Inject;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// People who are away, and their browsers.
@QuarkusTest
@WithTestResource(
        value = StackTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "notification-service"))
@WithTestResource(PushServiceResource.class)
class TellingBrowsersTest {

    private static final String API = "/api/notifications/v1/";
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Person RAHIM = Person.RAHIM;
    private static final Person AISHA = Person.AISHA;
    // whose access is revoked here, and nowhere else
    private static final Person MINA = Person.MINA;
    private static final Person OMAR = Person.OMAR;

    @Inject Chat chat;
    @Inject ObjectMapper json;
    @Inject Pool pool;
    @Inject Redis redis;

    BlockingQueue<Map<String, Object>> pushed;
    String pushService;

    private final ChannelRef channel = Chat.channel(ChannelKind.DIRECT);

    @BeforeEach
    void nobody_has_a_browser() {
        List.of(RAHIM, AISHA, MINA, OMAR)
                .forEach(
                        person ->
                                devices(person)
                                        .getList("items.id", String.class)
                                        .forEach(id -> remove(person, id, 204)));
        pushed.clear();
    }

    @AfterEach
    void nobodys_access_is_revoked() {
        redis.send(Request.cmd(Command.DEL).arg("worksync:revocations")).await().atMost(SOON);
    }

    @Test
    void whoever_is_away_is_told_and_nobody_between_reads_it() throws Exception {
        is(Availability.AWAY);
        Browser browser = Browser.at(pushService + "/away");
        subscribe(AISHA, browser, 201);
        says("Hey, did you push the latest code?");

        Map<String, Object> push = next();
        JsonPath message = browser.read((byte[]) push.get("body"));
        assertThat(message.getString("title")).isEqualTo("Rahim");
        assertThat(message.getString("body")).isEqualTo("Hey, did you push the latest code?");
        assertThat(message.getString("kind")).isEqualTo("direct_message");
        assertThat(message.getString("channelId")).isEqualTo(channel.id().toString());
        assertThat(push).containsEntry("encoding", "aes128gcm").containsEntry("ttl", "86400");
        assertSigned((String) push.get("authorization"));
    }

    @Test
    void whoever_is_there_is_told_once_they_have_gone_without_reading() throws Exception {
        is(Availability.ONLINE);
        Browser browser = Browser.at(pushService + "/there");
        subscribe(AISHA, browser, 201);
        says("read at once");
        await().atMost(SOON).until(() -> !AISHA.unread(channel.id()).isEmpty());
        String read = AISHA.unread(channel.id()).getFirst().get("id").toString();
        AISHA.call().put(API + "notifications/" + read + "/read").then().statusCode(204);
        await().atMost(SOON).until(() -> waiting() == 0);
        says("not read");
        await().atMost(SOON).until(() -> AISHA.unread(channel.id()).size() == 1);
        assertThat(waiting()).isEqualTo(1);
        is(Availability.OFFLINE);

        assertThat(browser.read((byte[]) next().get("body")).getString("body"))
                .isEqualTo("not read");
        await().atMost(SOON).until(() -> waiting() == 0);
        assertThat(pushed).isEmpty();
    }

    @Test
    void whoever_does_not_want_to_be_disturbed_is_not() {
        is(Availability.DND);
        subscribe(AISHA, Browser.at(pushService + "/dnd"), 201);
        says("not now");
        await().atMost(SOON).until(() -> !AISHA.unread(channel.id()).isEmpty());
        await().atMost(SOON).until(() -> waiting() == 0);
        assertThat(pushed).isEmpty();
    }

    @Test
    void a_browser_that_unsubscribed_is_forgotten() throws Exception {
        is(Availability.OFFLINE);
        subscribe(AISHA, Browser.at(pushService + "/410/gone"), 201);
        says("anybody there?");
        assertThat(next()).containsEntry("status", 410);
        await().atMost(SOON).until(() -> devices(AISHA).getList("items").isEmpty());
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void a_push_service_that_cannot_now_is_asked_again(int status) throws Exception {
        is(Availability.OFFLINE);
        Browser browser = Browser.at(pushService + "/" + status + "/" + UUID.randomUUID());
        subscribe(AISHA, browser, 201);
        says("later, then");
        assertThat(next()).containsEntry("status", status);
        Map<String, Object> second = next();
        assertThat(second).containsEntry("status", 201);
        assertThat(browser.read((byte[]) second.get("body")).getString("body"))
                .isEqualTo("later, then");
        await().atMost(SOON).until(() -> waiting() == 0);
    }

    @Test
    void what_a_push_service_refuses_is_not_sent_again() throws Exception {
        is(Availability.OFFLINE);
        subscribe(AISHA, Browser.at(pushService + "/403/key"), 201);
        says("no");
        assertThat(next()).containsEntry("status", 403);
        await().atMost(SOON).until(() -> waiting() == 0);
        assertThat(devices(AISHA).getList("items")).hasSize(1);
    }

    @Test
    void a_browser_is_told_until_it_is_removed() {
        Browser browser = Browser.at(pushService + "/known/secret-part");
        String id = subscribe(AISHA, browser, 201).getString("id");
        assertThat(subscribe(AISHA, browser, 200).getString("id")).isEqualTo(id);
        JsonPath devices = devices(AISHA);
        assertThat(devices.getList("items.id")).containsExactly(id);
        assertThat(devices.getString("items[0].host")).isEqualTo("localhost");
        assertThat(devices.prettify()).doesNotContain("secret-part");
        remove(RAHIM, id, 404);
        remove(AISHA, id, 204);
        remove(AISHA, id, 404);
        assertThat(devices(AISHA).getList("items")).isEmpty();
    }

    @Test
    void of_eleven_browsers_the_one_confirmed_longest_ago_is_forgotten() {
        Browser first = Browser.at(pushService + "/first");
        subscribe(AISHA, first, 201);
        String second = subscribe(AISHA, Browser.at(pushService + "/1"), 201).getString("id");
        for (int i = 2; i < 10; i++) {
            subscribe(AISHA, Browser.at(pushService + "/" + i), 201);
        }
        subscribe(AISHA, first, 200);
        subscribe(AISHA, Browser.at(pushService + "/11"), 201);
        assertThat(devices(AISHA).getList("items.id")).hasSize(10).doesNotContain(second);
    }

    @Test
    void a_browser_is_its_last_users_and_nobody_takes_anothers() {
        Browser shared = Browser.at(pushService + "/shared");
        subscribe(RAHIM, shared, 201);
        subscribe(AISHA, Browser.at(pushService + "/shared"), 409);
        assertThat(devices(RAHIM).getList("items")).hasSize(1);
        subscribe(AISHA, shared, 200);
        assertThat(devices(RAHIM).getList("items")).isEmpty();
        assertThat(devices(AISHA).getList("items")).hasSize(1);
    }

    @Test
    void whose_sign_in_is_ended_is_told_nothing_more() {
        subscribe(OMAR, Browser.at(pushService + "/lost"), 201);
        subscribe(RAHIM, Browser.at(pushService + "/kept"), 201);
        revoke("sid:" + claims(OMAR).getString("sid"));
        await().atMost(SOON).until(() -> devices(OMAR).getList("items").isEmpty());
        assertThat(devices(RAHIM).getList("items")).hasSize(1);
    }

    @Test
    void whose_tokens_are_revoked_is_told_nothing_more() {
        subscribe(MINA, Browser.at(pushService + "/before"), 201);
        long issued = claims(MINA).getLong("iat");
        revoke("user:" + MINA.id() + "@" + (issued - 1));
        revoke("a word of a later version");
        revoke("user:nobody@some-time");
        subscribe(OMAR, Browser.at(pushService + "/read-by-then"), 201);
        revoke("user:" + OMAR.id() + "@" + Instant.now().getEpochSecond());
        await().atMost(SOON).until(() -> devices(OMAR).getList("items").isEmpty());
        assertThat(devices(MINA).getList("items")).hasSize(1);
        revoke("user:" + MINA.id() + "@" + issued);
        await().atMost(SOON).until(() -> devices(MINA).getList("items").isEmpty());
    }

    @Test
    void what_is_no_subscription_is_refused_and_changes_nothing() {
        Browser good = Browser.at(pushService + "/good");
        refused(with(good, "endpoint", "https://127.0.0.1/x"), "endpoint");
        refused(with(good, "endpoint", pushService.replace("https", "http")), "endpoint");
        refused(with(good, "endpoint", "not an address"), "endpoint");
        refused(with(good, "endpoint", pushService + "/" + "x".repeat(2_100)), "endpoint");
        refused(with(good, "endpoint", null), "endpoint");
        refused(with(good, "keys", null), "keys.p256dh");
        refused(with(good, "keys", Map.of("p256dh", "AAAA", "auth", "AAAA")), "keys.p256dh");
        Map<?, ?> keys = (Map<?, ?>) good.subscription().get("keys");
        refused(
                with(good, "keys", Map.of("p256dh", keys.get("p256dh"), "auth", "AAAA")),
                "keys.auth");
        refused(with(good, "deviceName", "x".repeat(101)), "deviceName");
        AISHA.call().body("[]").post(API + "push-subscriptions").then().statusCode(400);
        AISHA.call().post(API + "push-subscriptions").then().statusCode(400);
        AISHA.call().delete(API + "push-subscriptions/x").then().statusCode(404);
        assertThat(devices(AISHA).getList("items")).isEmpty();
    }

    private void assertSigned(String authorization) throws Exception {
        String key =
                AISHA.call().get(API + "push-key").then().extract().jsonPath().getString("key");
        assertThat(authorization).startsWith("vapid t=").endsWith(", k=" + key);
        String[] token = authorization.substring(8, authorization.indexOf(',')).split("\\.");
        JsonPath claims = JsonPath.from(new String(Base64.getUrlDecoder().decode(token[1]), UTF_8));
        assertThat(claims.getString("aud")).isEqualTo(pushService);
        assertThat(claims.getString("sub")).isEqualTo("mailto:it@example.org");
        assertThat(Instant.ofEpochSecond(claims.getLong("exp")))
                .isBetween(Instant.now(), Instant.now().plus(Duration.ofHours(24)));
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(P256.publicKey(Base64.getUrlDecoder().decode(key)));
        signature.update((token[0] + "." + token[1]).getBytes(UTF_8));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(token[2]))).isTrue();
    }

    private void revoke(String subject) {
        redis.send(
                        Request.cmd(Command.XADD)
                                .arg("worksync:revocations")
                                .arg("*")
                                .arg("subject")
                                .arg(subject)
                                .arg("keepUntil")
                                .arg(Instant.now().plusSeconds(60).toEpochMilli()))
                .await()
                .atMost(SOON);
    }

    private static JsonPath claims(Person person) {
        String token = DemoTokens.of(person.username()).split("\\.")[1];
        return JsonPath.from(new String(Base64.getUrlDecoder().decode(token), UTF_8));
    }

    /// So that presence-service would say it of Aisha, and this service heard.
    private void is(Availability availability) {
        Presence presence =
                new Presence(AISHA.id(), availability, null, Instant.now(), null, null, null);
        try {
            chat.record(
                    KafkaTopics.PRESENCE,
                    AISHA.id().toString(),
                    "presence.changed",
                    Instant.now(),
                    json.writeValueAsString(new PresenceEvent(presence)));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        await().atMost(SOON)
                .until(() -> availability.name().toLowerCase(Locale.ROOT).equals(known()));
    }

    private String known() {
        var rows =
                pool.preparedQuery("SELECT availability FROM presences WHERE user_id = $1")
                        .execute(io.vertx.mutiny.sqlclient.Tuple.of(AISHA.id().value()))
                        .await()
                        .atMost(SOON)
                        .iterator();
        return rows.hasNext() ? rows.next().getString(0) : "";
    }

    private long waiting() {
        return pool.query("SELECT count(*) FROM pushes")
                .execute()
                .await()
                .atMost(SOON)
                .iterator()
                .next()
                .getLong(0);
    }

    private void says(String text) {
        Message message =
                Chat.message(channel, RAHIM.id(), text, new Mentions(List.of(), false, false));
        chat.sent(channel, message, List.of(RAHIM.id(), AISHA.id()));
    }

    private Map<String, Object> next() throws InterruptedException {
        Map<String, Object> push = pushed.poll(SOON.toSeconds(), TimeUnit.SECONDS);
        assertThat(push).as("a push").isNotNull();
        return push;
    }

    private static Map<String, Object> with(Browser browser, String field, Object value) {
        Map<String, Object> subscription = browser.subscription();
        subscription.put(field, value);
        return subscription;
    }

    private static void refused(Map<String, Object> subscription, String field) {
        AISHA.call()
                .body(subscription)
                .post(API + "push-subscriptions")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].field", equalTo(field));
    }

    private static JsonPath subscribe(Person person, Browser browser, int status) {
        return person.call()
                .body(browser.subscription())
                .post(API + "push-subscriptions")
                .then()
                .statusCode(status)
                .extract()
                .jsonPath();
    }

    private static JsonPath devices(Person person) {
        return person.call()
                .get(API + "push-subscriptions")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static void remove(Person person, String id, int status) {
        person.call().delete(API + "push-subscriptions/" + id).then().statusCode(status);
    }
}
