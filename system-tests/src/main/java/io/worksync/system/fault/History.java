package io.worksync.system.fault;

import io.worksync.system.running.Answer;
import io.worksync.system.running.Api;
import java.util.ArrayList;
import java.util.List;

/// A channel's messages as the API answers them.
public final class History {

    private static final int PAGE = 100;

    private History() {}

    static String page(String channel, long after) {
        return "/api/chat/v1/channels/%s/messages?limit=%d&after=%d"
                .formatted(channel, PAGE, after);
    }

    /// The `seq` of the newest, 0 where there is none.
    public static long last(Api api, String channel) {
        return api.get("/api/chat/v1/channels/" + channel + "/messages?limit=1")
                .expect(200)
                .json()
                .path("items")
                .path(0)
                .path("seq")
                .asLong();
    }

    /// All of them; fails where it is not answered.
    public static List<Message> of(Api api, String channel) {
        List<Message> history = new ArrayList<>();
        boolean more = true;
        while (more) {
            long last = history.isEmpty() ? 0 : history.getLast().seq();
            Answer page = api.get(page(channel, last)).expect(200);
            page.json().path("items").forEach(message -> history.add(Message.of(message)));
            more = page.json().path("hasMoreAfter").asBoolean();
        }
        return history;
    }
}
