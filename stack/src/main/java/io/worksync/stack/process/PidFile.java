package io.worksync.stack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/// A process that was started here. The system hands out the pids of dead processes again, so the
/// moment of the start is
/// part of the identity: signals never go to a stranger.
record PidFile(long pid, String startTicks, String bootId) {

    static PidFile of(long pid) {
        return new PidFile(pid, ProcessInfo.startTicks(pid).orElse("gone"), ProcessInfo.bootId());
    }

    static Optional<PidFile> read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.size() < 3
                    ? Optional.empty()
                    : Optional.of(
                            new PidFile(Long.parseLong(lines.get(0)), lines.get(1), lines.get(2)));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    void write(Path file) {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.write(fresh, List.of(Long.toString(pid), startTicks, bootId));
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return bootId.equals(ProcessInfo.bootId())
                && ProcessInfo.startTicks(pid).filter(startTicks::equals).isPresent();
    }
}
