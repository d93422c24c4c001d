package io.worksync.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.worksync.realtime.ClientInfo;
import io.worksync.realtime.Control;
import io.worksync.realtime.Delivered;
import io.worksync.realtime.Label;
import io.worksync.realtime.Label.Kind;
import io.worksync.realtime.Position;
import io.worksync.realtime.Topic;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A slow reader needs only the last of those that replace the same.
class WhatMayBeDroppedTest {

    private static final ClientInfo RAHIM = new ClientInfo("rahim", "c1", null);
    private static final ClientInfo AISHA = new ClientInfo("aisha", "c2", null);

    @Test
    void what_must_arrive_replaces_nothing() {
        assertThat(replaces(false, label(Kind.PUBLICATION, RAHIM, "a"))).isNull();
    }

    @Test
    void a_later_one_of_the_same_name_replaces_whoever_published() {
        assertThat(replaces(true, label(Kind.PUBLICATION, null, "a")))
                .isEqualTo(replaces(true, label(Kind.PUBLICATION, RAHIM, "a")))
                .isNotEqualTo(replaces(true, label(Kind.PUBLICATION, null, "b")));
    }

    @Test
    void without_a_name_a_later_one_by_the_same_client_does() {
        assertThat(replaces(true, label(Kind.PUBLICATION, RAHIM, null)))
                .isEqualTo(replaces(true, label(Kind.PUBLICATION, RAHIM, null)))
                .isNotEqualTo(replaces(true, label(Kind.PUBLICATION, AISHA, null)));
    }

    @Test
    void of_a_service_without_a_name_any_later_one_on_the_topic_does() {
        assertThat(replaces(true, Label.NONE))
                .isEqualTo(replaces(true, Label.NONE))
                .isNotEqualTo(new Broadcast(delivered("presence:b", Label.NONE), true).replaces());
    }

    @Test
    void who_joined_or_left_and_what_steers_sessions_must_arrive() {
        assertThat(replaces(true, label(Kind.JOIN, RAHIM, null))).isNull();
        assertThat(replaces(true, label(Kind.LEAVE, RAHIM, null))).isNull();
        assertThat(replaces(true, label(Kind.MESSAGE, null, null))).isNull();
        assertThat(replaces(true, Label.of(Control.subscribing(Topic.parse("channel:a")))))
                .isNull();
    }

    private static @Nullable String replaces(boolean droppable, Label label) {
        return new Broadcast(delivered("presence:a", label), droppable).replaces();
    }

    private static Label label(Kind kind, @Nullable ClientInfo client, @Nullable String replaces) {
        return new Label(kind, null, client, replaces);
    }

    private static Delivered delivered(String topic, Label label) {
        return new Delivered(Topic.parse(topic), new Position("e", 1), label, "{}");
    }
}
