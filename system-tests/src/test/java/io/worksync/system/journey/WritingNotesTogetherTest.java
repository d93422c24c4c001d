package io.worksync.system.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.worksync.system.running.Answer;
import io.worksync.system.running.Json;
import io.worksync.system.running.RealtimeSocket;
import io.worksync.system.running.RunningWorkSync;
import io.worksync.system.running.WorkSync;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Two people write the notes of a channel at once, in two real browsers on two gateways.
@ExtendWith(RunningWorkSync.class)
class WritingNotesTogetherTest {

    @RegisterExtension static final Browsers browsers = new Browsers();

    private final WorkSync worksync = WorkSync.running();
    private String name;
    private String channel;

    @BeforeEach
    void a_channel_of_rahim_and_aisha() {
        name = "notes-" + System.nanoTime();
        String aisha = worksync.as("aisha").me();
        channel = worksync.as("rahim").createChannel("private", name, List.of(aisha));
    }

    @Test
    void both_see_what_both_write_and_have_it_after_a_reload() {
        Person rahim = opensNotes("rahim", 1);
        Person aisha = opensNotes("aisha", 2);
        rahim.sees("notes-person-aisha");
        aisha.sees("notes-person-rahim");

        rahim.writesNotes("Agenda: ");
        aisha.readsNotes("Agenda: ");
        rahim.writesNotes("release on Friday");
        aisha.writesNotesAtTheStart("Minutes. ");
        rahim.readsNotes("Minutes. Agenda: release on Friday");
        aisha.readsNotes("Minutes. Agenda: release on Friday");

        rahim.seesNotesSaved();
        aisha.seesNotesSaved();
        rahim.reloads();
        rahim.clicks("notes");
        rahim.readsNotes("Minutes. Agenda: release on Friday");
        assertThat(aisha.hasNeverReloaded()).isTrue();
    }

    @Test
    void both_write_at_once_and_no_letter_is_lost() {
        Person rahim = opensNotes("rahim", 1);
        Person aisha = opensNotes("aisha", 2);
        rahim.writesNotes("|");
        aisha.readsNotes("|");

        StringBuilder written = new StringBuilder("|");
        for (int i = 0; i < 20; i++) {
            rahim.writesNotes("r" + i + ".");
            aisha.writesNotesAtTheStart("a" + i + ".");
            written.append("r").append(i).append(".a").append(i).append(".");
        }

        rahim.readsNotesOf(written.length());
        aisha.readsNotes(rahim.notes());
        assertThat(sorted(rahim.notes())).isEqualTo(sorted(written.toString()));
        assertThat(rahim.notes()).contains("|r0.r1.r2.");
        rahim.seesNotesSaved();
    }

    @Test
    void what_one_wrote_without_a_connection_is_merged_when_it_is_back() {
        Person rahim = opensNotes("rahim", 1);
        Person aisha = opensNotes("aisha", 2);
        rahim.writesNotes("before ");
        aisha.readsNotes("before ");

        worksync.kill("gateway", 2);
        aisha.sees("connection-banner");
        aisha.writesNotesAtTheStart("offline ");
        rahim.writesNotes("online");
        worksync.start("gateway", 2);

        aisha.readsNotes("offline before online");
        rahim.readsNotes("offline before online");
        aisha.seesNotesSaved();
        assertThat(aisha.hasNeverReloaded()).isTrue();
    }

    @Test
    void a_stranger_neither_reads_nor_writes() throws IOException {
        String board = "/api/chat/v1/channels/" + channel + "/boards/notes";
        Map<String, Object> body = Map.of("snapshot", "AQ==", "version", 0);
        for (String stranger : List.of("omar", "zoe", "admin")) {
            assertThat(worksync.as(stranger).get(board).status()).isEqualTo(404);
            assertThat(worksync.as(stranger).put(board, body).status()).isEqualTo(404);
            try (RealtimeSocket socket = worksync.socketOf(stranger, 1)) {
                assertThat(refusal(socket, "subscribe")).isEqualTo(103);
                assertThat(refusal(socket, "history")).isEqualTo(103);
                assertThat(refusal(socket, "presence")).isEqualTo(103);
                assertThat(refusal(socket, "publish")).isEqualTo(103);
            }
        }
        Answer untouched = worksync.as("rahim").get(board);
        assertThat(untouched.json().path("version").asLong()).isZero();
    }

    private Person opensNotes(String username, int gateway) {
        Person person = browsers.person(username, worksync.gateway(gateway));
        person.signIn();
        person.opens(name);
        person.clicks("notes");
        person.sees("notes-text");
        return person;
    }

    /// The code with which the command is refused.
    private int refusal(RealtimeSocket socket, String command) {
        ObjectNode parameters = Json.object().put("channel", "board:" + channel);
        if (command.equals("publish")) {
            parameters.putObject("data").put("type", "board.updated");
        }
        return socket.call(command, parameters).path("error").path("code").asInt();
    }

    private static String sorted(String text) {
        return text.chars()
                .sorted()
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
