package io.worksync.stack.part;

import io.worksync.stack.Layout;
import io.worksync.stack.Secrets;
import io.worksync.stack.StackFailure;
import io.worksync.stack.install.Programs;
import io.worksync.stack.process.Command;
import io.worksync.stack.process.Deadline;
import io.worksync.stack.process.Launch;
import io.worksync.stack.process.PartId;
import io.worksync.stack.process.ProcessInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// PostgreSQL with one database and one role for each who keeps facts. Durable: fsync and
/// synchronous commit are on.
public final class Postgres implements Part {

    public static final String NAME = "postgres";
    public static final int PORT = 15_432;

    /// Each is the name of a database and of the role that owns it.
    public static final List<String> ROLES =
            List.of("chat", "presence", "notification", "signaling", "keycloak");

    private static final Path NOTHING = Path.of("/dev/null");
    private static final Duration ORPHANS = Duration.ofSeconds(5);
    private static final Duration SETUP = Duration.ofMinutes(5);

    /// When it reads its settings, PostgreSQL knows of no names of time zones yet, not even `Z`.
    private static final DateTimeFormatter TARGET =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS'+00'").withZone(ZoneOffset.UTC);

    private final Layout layout;
    private final Secrets secrets;

    public Postgres(Layout layout, Secrets secrets) {
        this.layout = layout;
        this.secrets = secrets;
    }

    @Override
    public PartId id() {
        return new PartId(NAME, 1);
    }

    @Override
    public int port() {
        return layout.port(PORT);
    }

    @Override
    public void prepare() {
        try {
            if (!Files.exists(data())) {
                createCluster();
            }
            if (!Files.exists(rolesMark()) || !Files.readString(rolesMark()).equals(rolesSql())) {
                createRoles(data());
            }
            clearAfterCrash();
        } catch (IOException e) {
            throw new StackFailure("cannot prepare PostgreSQL: " + e.getMessage(), e);
        }
    }

    @Override
    public Launch launch() {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                program("postgres"),
                                "-D",
                                data().toString(),
                                "-p",
                                Integer.toString(port())));
        settings().forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        command.addAll(List.of("-c", "archive_command=" + archiveCommand()));
        return new Launch(Unprivileged.command(command), Map.of("LC_ALL", "C.UTF-8"));
    }

    /// The same on a copy of a cluster that is to be brought forward to a moment, or as far as it
    /// goes, and then to serve by itself.
    ///
    /// @param archives where WAL is, the first one that has a segment counts
    public Launch recovering(List<Path> archives, Optional<Instant> until) {
        List<String> command = new ArrayList<>(launch().command());
        String restore =
                archives.stream()
                        .map(archive -> "cp '%s/%%f' '%%p' 2>/dev/null".formatted(archive))
                        .collect(Collectors.joining(" || "));
        command.addAll(List.of("-c", "restore_command=" + restore));
        command.addAll(List.of("-c", "recovery_target_action=promote", "-c", "hot_standby=off"));
        until.ifPresent(
                moment ->
                        command.addAll(
                                List.of("-c", "recovery_target_time=" + TARGET.format(moment))));
        return new Launch(command, launch().environment());
    }

    /// Archives where there have been backups, and lets go elsewhere. A segment is in the archive
    /// whole or not at all, and none is replaced.
    private String archiveCommand() {
        return "test ! -e '%1$s' || if test -e '%1$s/%%f'; then cmp -s '%%p' '%1$s/%%f'; else cp '%%p' '%1$s/%%f.part' && sync '%1$s/%%f.part' && mv '%1$s/%%f.part' '%1$s/%%f'; fi"
                .formatted(layout.archive());
    }

    /// The server writes its state as the eighth line of its pid file, which is also what `pg_ctl
    /// -w` reads.
    @Override
    public boolean isReady(long pid) {
        try {
            List<String> lines = Files.readAllLines(pidFile());
            return lines.size() > 7
                    && lines.getFirst().strip().equals(Long.toString(pid))
                    && lines.get(7).strip().equals("ready");
        } catch (IOException e) {
            return false;
        }
    }

    private static Map<String, String> settings() {
        return Map.of(
                "listen_addresses",
                "127.0.0.1",
                "unix_socket_directories",
                "",
                "fsync",
                "on",
                "synchronous_commit",
                "on",
                "full_page_writes",
                "on",
                "archive_mode",
                "on",
                "shared_buffers",
                "64MB",
                "max_connections",
                "200",
                "jit",
                "off",
                "log_line_prefix",
                "%m [%p] %q%u@%d ");
    }

    private void createCluster() throws IOException {
        Path fresh = data().resolveSibling("postgres.new");
        Programs.delete(fresh);
        Files.createDirectories(fresh);
        Path password = Files.createTempFile(layout.state(), "postgres", ".password");
        try {
            Files.writeString(password, secrets.get(Secrets.POSTGRES) + "\n");
            Unprivileged.own(fresh);
            Unprivileged.own(password);
            run(
                    List.of(
                            program("initdb"),
                            "-D",
                            fresh.toString(),
                            "-U",
                            "postgres",
                            "--auth=scram-sha-256",
                            "--pwfile=" + password,
                            "--encoding=UTF8",
                            "--locale=C.UTF-8"),
                    NOTHING);
        } finally {
            Files.delete(password);
        }
        createRoles(fresh);
        Files.move(fresh, data(), StandardCopyOption.ATOMIC_MOVE);
    }

    /// Runs the statements in single-user mode, which needs no client and no open port. There a
    /// statement ends with its
    /// line, and one that fails because role or database are there already does not stop the
    /// others.
    private void createRoles(Path cluster) throws IOException {
        Path sql = Files.createTempFile(layout.state(), "roles", ".sql");
        try {
            Files.writeString(sql, rolesSql());
            run(
                    List.of(program("postgres"), "--single", "-D", cluster.toString(), "postgres"),
                    sql);
        } finally {
            Files.delete(sql);
        }
        Path mark = cluster.resolve(rolesMark().getFileName());
        Files.writeString(mark, rolesSql());
        Files.setPosixFilePermissions(
                mark, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    }

    private String rolesSql() {
        StringBuilder sql = new StringBuilder();
        for (String role : ROLES) {
            sql.append("CREATE ROLE ").append(role).append('\n');
            sql.append("ALTER ROLE ")
                    .append(role)
                    .append(" LOGIN PASSWORD '")
                    .append(secrets.get(Secrets.role(role)))
                    .append("'\n");
            sql.append("CREATE DATABASE ").append(role).append(" OWNER ").append(role).append('\n');
            sql.append("REVOKE ALL ON DATABASE ").append(role).append(" FROM PUBLIC\n");
        }
        return sql.toString();
    }

    /// After a crash of the postmaster its backends end a moment later, and until then the server
    /// refuses to start. It also does when the pid that it noted belongs to someone else by now, or
    /// to its own zombie.
    private void clearAfterCrash() throws IOException {
        if (!Files.exists(pidFile())) {
            return;
        }
        Deadline.await(ORPHANS, () -> ProcessInfo.workingIn(data()).isEmpty());
        ProcessInfo.workingIn(data()).forEach(ProcessHandle::destroyForcibly);
        List<String> lines = Files.readAllLines(pidFile());
        String pid = lines.isEmpty() ? "" : lines.getFirst().strip();
        if (!pid.matches("\\d+") || ProcessInfo.isKnown(Long.parseLong(pid))) {
            Files.delete(pidFile());
        }
    }

    private void run(List<String> command, Path input) {
        Command.run(
                Unprivileged.command(command),
                Map.of("LC_ALL", "C.UTF-8"),
                input,
                layout.logs().resolve("postgres-setup.log"),
                SETUP);
    }

    private String program(String name) {
        return new Programs(layout).postgres().resolve("bin").resolve(name).toString();
    }

    private Path data() {
        return layout.data(NAME);
    }

    private Path rolesMark() {
        return data().resolve("worksync-roles.sql");
    }

    private Path pidFile() {
        return data().resolve("postmaster.pid");
    }
}
