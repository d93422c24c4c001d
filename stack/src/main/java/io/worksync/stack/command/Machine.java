package io.worksync.stack.command;

import io.worksync.stack.Layout;
import io.worksync.stack.StackFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What the machine has to offer.
record Machine(Layout layout) {

    static final long DISK_MEGABYTES = 2_000;

    private static final long MEGABYTE = 1024 * 1024;
    private static final long BACKING_MEGABYTES = 900;
    private static final long SERVICE_MEGABYTES = 240;

    /// What PostgreSQL, Kafka, Redis, Keycloak and this many services take.
    static long memoryFor(int services) {
        return BACKING_MEGABYTES + services * SERVICE_MEGABYTES;
    }

    /// @throws StackFailure when there is too little memory or disk
    void requireRoomFor(int services) {
        long needed = memoryFor(services);
        if (freeMemoryMegabytes() < needed) {
            throw new StackFailure(
                    "too little memory: %d MB are available, %d MB are needed; close other programs"
                            .formatted(freeMemoryMegabytes(), needed));
        }
        if (freeDiskMegabytes() < DISK_MEGABYTES) {
            throw new StackFailure(
                    "the disk is nearly full: %d MB are free at %s, %d MB are needed; delete something"
                            .formatted(freeDiskMegabytes(), layout.state(), DISK_MEGABYTES));
        }
    }

    long freeDiskMegabytes() {
        try {
            Path folder = Files.exists(layout.state()) ? layout.state() : layout.root();
            return Files.getFileStore(folder).getUsableSpace() / MEGABYTE;
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    /// Without swapping; what the page cache would give back counts as available.
    long freeMemoryMegabytes() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/meminfo"))) {
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
