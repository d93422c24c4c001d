package io.worksync.notification.push;

import jakarta.enterprise.context.ApplicationScoped;

/// Has what is put into inboxes sent to browsers too, in the same step.
@ApplicationScoped
public class PushPlan {

    private final WebPush push;
    private final PushConfig config;

    PushPlan(WebPush push, PushConfig config) {
        this.push = push;
        this.config = config;
    }

    /// A statement that inserts into `notifications`, and with it what is to be pushed.
    public String with(String insert) {
        return push.isOn()
                ? """
                WITH added AS (%s RETURNING id, recipient_id), planned AS (
                    INSERT INTO pushes (notification_id, subscription_id, due_at)
                    SELECT added.id, s.id, now() + %d * interval '1 millisecond'
                    FROM added JOIN push_subscriptions s ON s.user_id = added.recipient_id)
                SELECT id FROM added"""
                        .formatted(insert, config.delay().toMillis())
                : insert;
    }
}
