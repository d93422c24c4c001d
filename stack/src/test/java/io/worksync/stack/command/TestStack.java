package io.worksync.stack.command;

import io.worksync.stack.Layout;
import io.worksync.stack.Secrets;
import io.worksync.stack.install.Programs;
import io.worksync.stack.part.Part;
import io.worksync.stack.part.Postgres;
import io.worksync.stack.part.Replicas;
import io.worksync.stack.part.Stack;
import io.worksync.stack.process.ProcessInfo;
import io.worksync.stack.process.ProcessState;
import io.worksync.stack.process.ProcessTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A stack for one test class: own folder, own ports, gone afterwards.
final class TestStack implements AutoCloseable {

    static final int OFFSET = 12_000;

    private final Layout layout;

    TestStack() {
        Path root = Layout.rootAbove(Path.of(System.getProperty("worksync.root", "")));
        layout = new Layout(root, root.resolve("stack/target/test-stack"), OFFSET);
    }

    Layout layout() {
        return layout;
    }

    Secrets secrets() {
        return Secrets.read(layout.secrets());
    }

    ProcessTable processes() {
        return new ProcessTable(layout);
    }

    Part part(String name) {
        return Stack.of(layout, Replicas.ONE).part(name, 1).orElseThrow();
    }

    void start(String name) {
        new Up(layout).startOne(part(name));
    }

    long pid(String name) {
        return processes().pid(part(name).id()).orElseThrow();
    }

    ProcessState state(String name) {
        return processes().state(part(name).id());
    }

    Status status() {
        return Status.of(List.of(part("postgres"), part("redis"), part("kafka")), processes());
    }

    /// As a crash would, without the launcher's knowledge.
    void crash(String name) throws InterruptedException {
        long pid = pid(name);
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        while (ProcessInfo.startTicks(pid).isPresent()) {
            Thread.onSpinWait();
        }
    }

    String jdbcUrl(String database) {
        int port = layout.port(Postgres.PORT);
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    @Override
    public void close() throws IOException {
        new Down(layout).stop();
        Programs.delete(layout.state());
    }
}
