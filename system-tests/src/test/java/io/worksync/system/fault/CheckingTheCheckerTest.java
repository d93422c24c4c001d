package io.worksync.system.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.worksync.system.fault.Log.Entry;
import io.worksync.system.fault.Send.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A checker that finds nothing proves nothing: each way to break a promise must be found.
///
/// Message n is sent at 100 n. Aisha is a member all the time; mina is one until 450, and again
/// from 700 on, and sees what was sent in her times.
class CheckingTheCheckerTest {

    private static final int COUNT = 9;

    private final List<Message> history = mutable(1, COUNT);
    private final List<Send> sends =
            LongStream.rangeClosed(1, COUNT)
                    .mapToObj(n -> send(n, new Answer.Stored(message(n))))
                    .collect(Collectors.toCollection(ArrayList::new));
    private final List<Stay> stays =
            new ArrayList<>(
                    List.of(
                            new Stay("aisha", 0, Stay.OPEN),
                            new Stay("mina", 0, 450),
                            new Stay("mina", 700, Stay.OPEN)));
    private final List<Entry> aisha = new ArrayList<>();
    private final List<Entry> mina = new ArrayList<>();

    {
        aisha.add(new Entry.Subscribed(0, 1));
        LongStream.rangeClosed(1, COUNT).forEach(n -> aisha.add(shown(n)));
        mina.add(new Entry.Subscribed(0, 1));
        LongStream.rangeClosed(1, 4).forEach(n -> mina.add(shown(n)));
        mina.add(new Entry.Left(460));
        mina.add(new Entry.Subscribed(710, 710));
        LongStream.rangeClosed(8, COUNT).forEach(n -> mina.add(shown(n)));
    }

    private static Message message(long n) {
        return new Message(n, "id" + n, "send" + n);
    }

    private static Entry.Shown shown(long n) {
        return new Entry.Shown(100 * n + 10, message(n));
    }

    private static Send send(long n, Answer answer) {
        return new Send("rahim", "send" + n, 100 * n, answer);
    }

    private static List<Message> mutable(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(CheckingTheCheckerTest::message)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private Recording recording() {
        List<Log> logs = List.of(new Log("a1", "aisha", aisha), new Log("m1", "mina", mina));
        return new Recording("general", sends, history, stays, logs);
    }

    private List<String> violations() {
        return Checker.violations(recording());
    }

    private void assertFound(String words) {
        assertThat(violations()).isNotEmpty().anyMatch(found -> found.contains(words));
    }

    private void assertOnlyFound(String words) {
        assertThat(violations()).singleElement().asString().contains(words);
    }

    @Test
    void nothing_is_found_where_nothing_is_broken() {
        assertThat(violations()).isEmpty();
    }

    @Test
    void a_send_without_an_answer_may_be_stored() {
        sends.set(4, send(5, new Answer.Unknown()));
        assertThat(violations()).isEmpty();
    }

    @Test
    void a_send_without_an_answer_may_be_absent() {
        sends.add(send(COUNT + 1, new Answer.Unknown()));
        assertThat(violations()).isEmpty();
    }

    @Test
    void a_message_that_comes_twice_and_is_known_by_its_id_is_no_harm() {
        aisha.add(shown(3));
        assertThat(violations()).isEmpty();
    }

    @Test
    void an_acknowledged_message_that_is_lost_is_found() {
        history.removeLast();
        aisha.removeLast();
        mina.removeLast();
        assertOnlyFound("acknowledged and lost");
        assertThat(Checker.lost(recording())).isEqualTo(1);
    }

    @Test
    void a_gap_in_the_numbers_is_found() {
        history.remove(4);
        assertFound("seq 6 at place 5");
    }

    @Test
    void an_id_that_is_there_twice_is_found() {
        history.add(new Message(10, "id3", "send10"));
        sends.add(send(10, new Answer.Unknown()));
        assertFound("the id twice");
    }

    @Test
    void one_send_stored_twice_is_found() {
        history.add(new Message(10, "id10", "send3"));
        assertFound("one send twice");
    }

    @Test
    void a_message_that_nobody_sent_is_found() {
        sends.remove(1);
        assertOnlyFound("nobody sent");
    }

    @Test
    void a_message_that_was_refused_and_stored_is_found() {
        sends.set(1, send(2, new Answer.Refused(403)));
        assertOnlyFound("was refused");
    }

    @Test
    void another_number_than_the_acknowledged_one_is_found() {
        sends.set(0, send(1, new Answer.Stored(new Message(2, "id1", "send1"))));
        assertOnlyFound("stored as");
    }

    @Test
    void a_message_that_a_device_does_not_show_is_found() {
        aisha.remove(6);
        assertOnlyFound("a1 shows");
    }

    @Test
    void one_text_under_two_ids_is_found() {
        aisha.add(4, new Entry.Shown(400, new Message(4, "id4b", "send4")));
        assertFound("a1 shows");
    }

    @Test
    void two_messages_in_the_wrong_order_are_found() {
        Collections.swap(aisha, 3, 6);
        assertOnlyFound("a1 shows");
    }

    @Test
    void a_device_that_shows_what_nobody_sent_is_found() {
        aisha.add(new Entry.Shown(1000, new Message(10, "id10", "invented")));
        assertOnlyFound("a1 shows");
    }

    @Test
    void the_last_message_missing_on_a_device_is_found() {
        aisha.removeLast();
        assertOnlyFound("a1 does not show");
    }

    @Test
    void the_first_message_after_joining_missing_on_a_device_is_found() {
        mina.remove(7);
        assertOnlyFound("m1 does not show");
    }

    @Test
    void a_device_that_shows_nothing_after_joining_is_found() {
        mina.remove(7);
        mina.remove(7);
        assertOnlyFound("m1 does not show");
    }

    @Test
    void a_message_that_leaks_to_somebody_who_was_removed_is_found() {
        mina.add(5, shown(5));
        assertOnlyFound("while mina was no member");
    }

    @Test
    void a_topic_given_back_to_somebody_who_was_removed_is_found() {
        mina.add(6, new Entry.Subscribed(500, 510));
        mina.add(7, new Entry.Left(520));
        assertOnlyFound("while mina was no member");
    }

    @Test
    void a_member_who_does_not_get_the_topic_is_found() {
        mina.subList(6, mina.size()).clear();
        assertOnlyFound("m1 does not follow");
    }

    @Test
    void a_message_that_leaks_to_a_stranger_is_found() {
        stays.removeIf(stay -> stay.user().equals("mina"));
        assertFound("while mina was no member");
    }

    @Test
    void a_recording_that_was_kept_is_judged_the_same(@TempDir Path folder) {
        mina.add(5, shown(5));
        sends.set(3, send(4, new Answer.Unknown()));
        sends.add(send(20, new Answer.Refused(403)));
        Path file = folder.resolve("faults/kept.json");
        recording().write(file);
        assertThat(Recording.read(file)).isEqualTo(recording());
        assertThat(Checker.violations(Recording.read(file))).isEqualTo(violations());
    }
}
