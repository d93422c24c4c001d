package io.worksync.stack.command;

import io.worksync.stack.Layout;
import io.worksync.stack.StackFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the machine has to offer.
record Machine(Layout layout) {

    private static final long MEGABYTE = 1024 * 1024;

    /// What everything together takes, with some air.
    static final long MEMORY_MEGABYTES = 3_000;

    static final long DISK_MEGABYTES = 2_000;

    /// @throws StackFailure when there is too little memory or disk
    void requireRoom() {
        if (freeMemoryMegabytes() < MEMORY_MEGABYTES) {
            throw new StackFailure(
                    "too little memory: "
                            + freeMemoryMegabytes()
                            + " MB are available, "
                            + MEMORY_MEGABYTES
                            + " MB are needed; close other programs");
        }
        if (freeDiskMegabytes() < DISK_MEGABYTES) {
            throw new StackFailure(
                    "the disk is nearly full: "
                            + freeDiskMegabytes()
                            + " MB are free at "
                            + layout.root()
                            + ", "
                            + DISK_MEGABYTES
                            + " MB are needed; delete something");
        }
    }

    long freeDiskMegabytes() {
        try {
            return Files.getFileStore(layout.root()).getUsableSpace() / MEGABYTE;
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    long freeMemoryMegabytes() {
        try (var lines = Files.lines(Path.of("/proc/meminfo"))) {
            return lines.filter(line -> line.startsWith("MemAvailable:"))
                            .map(line -> line.replaceAll("\\D", ""))
                            .mapToLong(Long::parseLong)
                            .findFirst()
                            .orElse(Long.MAX_VALUE)
                    / 1024;
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }
}
