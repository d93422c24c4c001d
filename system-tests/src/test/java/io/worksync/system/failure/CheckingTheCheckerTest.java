package io.worksync.system.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.worksync.system.failure.Checker.Acked;
import io.worksync.system.failure.Checker.Seen;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A checker that finds nothing proves nothing: each way to break a promise must be found.
class CheckingTheCheckerTest {

    private final List<Seen> history =
            IntStream.rangeClosed(1, 9)
                    .mapToObj(n -> new Seen(n, "id" + n, "send" + n))
                    .collect(Collectors.toCollection(ArrayList::new));
    private final List<Seen> screen = new ArrayList<>(history);
    private final List<Acked> acked =
            history.stream()
                    .map(m -> new Acked(m.clientId(), m.id(), m.seq()))
                    .collect(Collectors.toCollection(ArrayList::new));
    private final Set<String> attempted =
            history.stream().map(Seen::clientId).collect(Collectors.toSet());

    private List<String> violations() {
        return Checker.violations(acked, attempted, history, Map.of("aisha", screen));
    }

    @Test
    void nothing_is_found_where_nothing_is_broken() {
        assertThat(violations()).isEmpty();
    }

    @Test
    void a_send_without_an_answer_may_be_stored() {
        acked.remove(4);
        assertThat(violations()).isEmpty();
    }

    @Test
    void an_acknowledged_message_that_is_lost_is_found() {
        history.removeLast();
        screen.removeLast();
        assertThat(violations()).singleElement().asString().contains("acknowledged and lost");
    }

    @Test
    void a_gap_in_the_numbers_is_found() {
        history.remove(4);
        screen.remove(4);
        acked.remove(4);
        assertThat(violations()).singleElement().asString().contains("seq 6 at place 5");
    }

    @Test
    void one_send_stored_twice_is_found() {
        history.add(new Seen(10, "id10", "send3"));
        screen.add(history.getLast());
        assertThat(violations()).anyMatch(v -> v.contains("one send twice"));
    }

    @Test
    void a_message_that_nobody_sent_is_found() {
        attempted.remove("send2");
        assertThat(violations()).singleElement().asString().contains("nobody sent");
    }

    @Test
    void another_number_than_the_acknowledged_one_is_found() {
        acked.set(0, new Acked("send1", "id1", 2));
        assertThat(violations()).singleElement().asString().contains("stored as");
    }

    @Test
    void a_message_that_is_missing_on_a_screen_is_found() {
        screen.remove(6);
        assertThat(violations()).singleElement().asString().contains("aisha shows");
    }

    @Test
    void a_message_that_a_screen_shows_twice_is_found() {
        screen.add(3, screen.get(3));
        assertThat(violations()).singleElement().asString().contains("aisha shows");
    }

    @Test
    void two_messages_in_the_wrong_order_are_found() {
        Collections.swap(screen, 2, 5);
        assertThat(violations()).singleElement().asString().contains("aisha shows");
    }

    @Test
    void the_last_message_missing_on_a_screen_is_found() {
        screen.removeLast();
        assertThat(violations()).singleElement().asString().contains("aisha shows null");
    }
}
