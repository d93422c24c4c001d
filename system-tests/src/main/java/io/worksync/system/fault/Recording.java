package io.worksync.system.fault;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// All that happened in one channel: what was sent, what was stored, who was a member, and what
/// each device saw. Times are microseconds on the clock of the one who recorded it.
public record Recording(
        String channel, List<Send> sends, List<Message> history, List<Stay> stays, List<Log> logs) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public Recording {
        sends = List.copyOf(sends);
        history = List.copyOf(history);
        stays = List.copyOf(stays);
        logs = List.copyOf(logs);
    }

    /// How many sends were acknowledged.
    public long acknowledged() {
        return sends.stream().filter(send -> send.answer() instanceof Send.Answer.Stored).count();
    }

    /// Keeps it, so that a violation can be looked at, and checked again after a correction.
    public void write(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().resolveSibling("."));
            JSON.writeValue(file.toFile(), this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Recording read(Path file) {
        try {
            return JSON.readValue(file.toFile(), Recording.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
