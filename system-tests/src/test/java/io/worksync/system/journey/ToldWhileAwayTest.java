package io.worksync.system.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.worksync.system.running.Json;
import io.worksync.system.running.Patience;
import io.worksync.system.running.RunningWorkSync;
import io.worksync.system.running.WorkSync;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Web Push as a person sees it. Chromium subscribes at its maker's push service, which tests
/// do not reach: it is given a subscription of that form, and what the service would hand it.
@ExtendWith(RunningWorkSync.class)
class ToldWhileAwayTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String DEVICES = "/api/notifications/v1/push-subscriptions";

    /// A point of P-256 and 16 bytes, in base64url.
    private static final String SUBSCRIPTION =
            """
            (() => {
                const subscription = {
                    toJSON: () => ({
                        endpoint: 'https://fcm.googleapis.com/fcm/send/x',
                        expirationTime: null,
                        keys: {
                            p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
                            auth: 'BTBZMqHH6r4Tts7J_aSIgg',
                        },
                    }),
                    unsubscribe: async () => { localStorage.removeItem('subscribed'); return true; },
                };
                PushManager.prototype.subscribe = async ({ applicationServerKey }) => {
                    localStorage.setItem('subscribed', applicationServerKey);
                    return subscription;
                };
                PushManager.prototype.getSubscription = async () =>
                    localStorage.getItem('subscribed') ? subscription : null;
            })();
            """;

    @RegisterExtension static final Browsers browsers = new Browsers();

    private final WorkSync worksync = WorkSync.running();

    @Test
    void a_person_turns_it_on_and_off_and_it_stays_as_they_left_it() {
        Person aisha = aisha();
        aisha.clicks("notification-bell");
        assertThat(aisha.isOn("push-switch")).isFalse();
        aisha.clicks("push-switch");
        Patience.await("one browser is told", SOON, () -> devices().size() == 1);
        assertThat(devices()).containsExactly("fcm.googleapis.com");

        aisha.reloads();
        aisha.clicks("notification-bell");
        Patience.await("it is still on", SOON, () -> aisha.isOn("push-switch"));
        aisha.clicks("push-switch");
        Patience.await("no browser is told", SOON, () -> devices().isEmpty());
        assertThat(aisha.isOn("push-switch")).isFalse();
    }

    @Test
    void whoever_signs_out_is_told_nothing_more_there() {
        Person aisha = aisha();
        aisha.clicks("notification-bell");
        aisha.clicks("push-switch");
        Patience.await("one browser is told", SOON, () -> devices().size() == 1);
        aisha.presses("Escape");
        aisha.chooses("You and settings", "sign-out");
        Patience.await("no browser is told", SOON, () -> devices().isEmpty());
    }

    @Test
    void what_is_pushed_is_shown_and_leads_to_its_place() {
        String channel = "told-" + System.nanoTime();
        String id =
                worksync.as("rahim")
                        .createChannel("private", channel, List.of(worksync.idOf("aisha")));
        Person aisha = aisha();
        aisha.clicks("notification-bell");
        aisha.clicks("push-switch");
        Patience.await("it is on", SOON, () -> aisha.isOn("push-switch"));
        String message =
                Json.object()
                        .put("id", "1")
                        .put("kind", "direct_message")
                        .put("title", "Rahim")
                        .put("body", "Hey, did you push the latest code?")
                        .put("channelId", id)
                        .put("seq", 1)
                        .toString();
        aisha.looksElsewhere();
        aisha.siteWorker().isPushed(message);
        aisha.looksAgain();
        Patience.await(
                "it is shown",
                SOON,
                () ->
                        aisha.siteWorker()
                                .shown()
                                .contains("Rahim: Hey, did you push the latest code?"));
        aisha.siteWorker().asksToOpen(id, 1);
        aisha.sees("composer");
        assertThat(aisha.address()).endsWith("#/c/" + id + "/1");
    }

    private Person aisha() {
        devicesOf().forEach(id -> worksync.as("aisha").delete(DEVICES + "/" + id).expect(204));
        Person aisha = browsers.person("aisha", worksync.gateway(1), SUBSCRIPTION);
        aisha.lets("notifications");
        aisha.signIn();
        return aisha;
    }

    private List<String> devices() {
        return worksync.as("aisha")
                .get(DEVICES)
                .expect(200)
                .json()
                .path("items")
                .findValuesAsText("host");
    }

    private List<String> devicesOf() {
        return worksync.as("aisha")
                .get(DEVICES)
                .expect(200)
                .json()
                .path("items")
                .findValuesAsText("id");
    }
}
