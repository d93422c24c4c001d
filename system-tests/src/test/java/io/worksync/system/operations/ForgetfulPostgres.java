package io.worksync.system.operations;

import io.worksync.system.running.Patience;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A PostgreSQL of its own with `fsync=off`, from the same binaries as the stack's.
final class ForgetfulPostgres implements AutoCloseable {

    static final String USER = "forgetful";

    private static final Duration START = Duration.ofMinutes(1);
    private static final Path PROGRAMS =
            Path.of(System.getProperty("worksync.root", ".."), ".worksync/programs")
                    .toAbsolutePath()
                    .normalize();

    private final Path folder;
    private final int port;
    private final Process process;

    private ForgetfulPostgres(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    static ForgetfulPostgres start(String database) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("forgetful");
        if (isRoot()) {
            run(List.of("chown", "nobody", folder.toString()));
        }
        String data = folder.resolve("data").toString();
        run(unprivileged("initdb", "-D", data, "-U", USER, "--auth=trust", "--no-sync"));
        int port = freePort();
        List<String> server =
                unprivileged("postgres", "-D", data, "-p", "" + port, "-c", "fsync=off");
        server.addAll(List.of("-c", "unix_socket_directories="));
        Process process = quiet(server).start();
        ForgetfulPostgres postgres = new ForgetfulPostgres(folder, port, process);
        Patience.await("PostgreSQL answers", START, () -> postgres.creates(database));
        return postgres;
    }

    int port() {
        return port;
    }

    private boolean creates(String database) {
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
        try (Connection connection = DriverManager.getConnection(url, USER, "");
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate("CREATE DATABASE " + database) == 0;
        } catch (SQLException notYet) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit().orTimeout(1, TimeUnit.MINUTES).join();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList().reversed()) {
                Files.delete(file);
            }
        }
    }

    private static List<String> unprivileged(String program, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=nobody", "--clear-groups"));
        }
        command.add(program(program));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String program(String name) throws IOException {
        try (Stream<Path> folders = Files.list(PROGRAMS)) {
            return folders.map(folder -> folder.resolve("bin").resolve(name))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow()
                    .toString();
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = quiet(command).start();
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new AssertionError(command + " failed");
        }
    }

    private static ProcessBuilder quiet(List<String> command) {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
