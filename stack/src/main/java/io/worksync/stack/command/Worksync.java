package io.worksync.stack.command;

import io.worksync.stack.DemoUser;
import io.worksync.stack.Layout;
import io.worksync.stack.Secrets;
import io.worksync.stack.StackFailure;
import io.worksync.stack.backup.BackUp;
import io.worksync.stack.doctor.DeploymentDoctor;
import io.worksync.stack.part.Coturn;
import io.worksync.stack.part.Janus;
import io.worksync.stack.part.Keycloak;
import io.worksync.stack.part.Part;
import io.worksync.stack.part.Replicas;
import io.worksync.stack.part.ServiceKind;
import io.worksync.stack.part.Stack;
import io.worksync.stack.process.ProcessState;
import io.worksync.stack.process.ProcessTable;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The command line. Exit status: 0 done, 1 failed with one line on standard error, 2 wrong usage.
public final class Worksync {

    private final Layout layout;

    private Worksync(Layout layout) {
        this.layout = layout;
    }

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) {
        try {
            Path root = Layout.rootAbove(Path.of(System.getProperty("worksync.root", "")));
            new Worksync(Layout.of(root, System.getenv())).execute(arguments);
            return 0;
        } catch (WrongUsage e) {
            System.err.println("worksync: " + e.getMessage() + " (./worksync help)");
            return 2;
        } catch (StackFailure e) {
            System.err.println("worksync: " + e.getMessage());
            return 1;
        }
    }

    private void execute(List<String> arguments) {
        Arguments given = new Arguments(arguments);
        switch (given.command()) {
            case "up" -> up(given);
            case "down" -> down(given);
            case "train" -> train(given);
            case "status" -> status(given);
            case "token" -> token(given);
            case "kill" -> kill(given);
            case "stop" -> stop(given);
            case "start" -> start(given);
            case "backup" -> backup(given);
            case "restore" -> restore(given);
            case "doctor" -> doctor(given);
            default -> throw new WrongUsage("there is no command " + given.command());
        }
    }

    private void up(Arguments given) {
        Replicas replicas = replicas(given);
        boolean backingOnly = given.flag("--backing");
        boolean detached = given.flag("--detach");
        given.requireNoMore();
        new UpCommand(layout, replicas, backingOnly).run(detached);
    }

    /// As many as at the last `up` where nothing is said; as many gateways as of the others where
    /// nothing is said of them.
    private Replicas replicas(Arguments given) {
        Replicas before = ReplicasFile.read(layout);
        int each = given.number("--replicas", 0);
        int gateways = given.number("--gateways", 0);
        if (each > Replicas.MAX || gateways > Replicas.MAX) {
            throw new WrongUsage("at most " + Replicas.MAX + " replicas");
        }
        int others = each == 0 ? before.each() : each;
        int unsaid = each == 0 ? before.gateways() : each;
        return new Replicas(others, gateways == 0 ? unsaid : gateways);
    }

    private void down(Arguments given) {
        boolean wipe = given.flag("--wipe");
        given.requireNoMore();
        Down down = new Down(layout);
        Console.say(down.stop() ? "WorkSync is stopped" : "WorkSync was not running");
        if (wipe) {
            down.wipe();
            Console.say("its data is deleted");
        }
    }

    private void train(Arguments given) {
        given.requireNoMore();
        new TrainCommand(layout).run();
    }

    private void status(Arguments given) {
        boolean json = given.flag("--json");
        given.requireNoMore();
        Status status = Status.of(stack().all(), new ProcessTable(layout));
        Console.say(json ? status.json() : status.text());
    }

    private void token(Arguments given) {
        DemoUser user = new DemoUser(given.next("USER"));
        given.requireNoMore();
        if (!DemoUser.ALL.contains(user)) {
            throw new WrongUsage("there is no demo user " + user.username());
        }
        Console.say(
                user.accessToken(new Keycloak(layout, Secrets.read(layout.secrets())).issuer()));
    }

    private void kill(Arguments given) {
        Part part = part(given);
        ProcessTable processes = new ProcessTable(layout);
        if (processes.state(part.id()) != ProcessState.RUNNING) {
            throw new StackFailure(part.id() + " is not running");
        }
        processes.kill(part.id());
        Console.say(part.id() + " is killed");
    }

    private void stop(Arguments given) {
        Part part = part(given);
        if (new ProcessTable(layout).state(part.id()) != ProcessState.RUNNING) {
            throw new StackFailure(part.id() + " is not running");
        }
        new Down(layout).stopOne(part.id());
    }

    private void start(Arguments given) {
        Part part = part(given);
        Up up = new Up(layout);
        if (up.isRunning(List.of(part))) {
            Console.say(part.id() + " is running already");
        } else {
            up.startOne(part);
        }
    }

    private void backup(Arguments given) {
        Path folder = folder(given);
        given.requireNoMore();
        try (StackLock _ = StackLock.acquire(layout)) {
            Console.say("backed up as " + new BackUp(layout).into(folder));
        }
    }

    private void restore(Arguments given) {
        Optional<Instant> until = given.word("--until").map(Worksync::moment);
        Path folder = folder(given);
        given.requireNoMore();
        new RestoreCommand(layout, folder, until).run();
    }

    private static Path folder(Arguments given) {
        return Path.of(given.next("DIR")).toAbsolutePath().normalize();
    }

    private static Instant moment(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new WrongUsage(text + " is no moment such as 2026-11-25T18:30:00Z");
        }
    }

    private void doctor(Arguments given) {
        Optional<String> url = given.word("--url");
        String management = given.word("--management").orElse("");
        given.requireNoMore();
        if (url.isPresent()) {
            examine(address(url.get()), management);
            return;
        }
        if (!management.isEmpty()) {
            throw new WrongUsage("--management belongs to --url");
        }
        if (!new Doctor(layout, stack()).examine()) {
            throw new StackFailure("this machine lacks something; the lines above say what to do");
        }
    }

    private static void examine(URI url, String management) {
        List<URI> ports =
                Stream.of(management.split(",", -1))
                        .filter(word -> !word.isBlank())
                        .map(Worksync::address)
                        .toList();
        String token = System.getenv().getOrDefault("WORKSYNC_TOKEN", "").strip();
        if (!new DeploymentDoctor(url, token, ports, Console::say).examine()) {
            throw new StackFailure(url + " is not as it should be; the lines above say what to do");
        }
    }

    private static URI address(String text) {
        try {
            URI address = new URI(text);
            if (address.getHost() != null
                    && List.of("http", "https").contains(address.getScheme())) {
                return address;
            }
        } catch (URISyntaxException e) {
            // refused below like any other
        }
        throw new WrongUsage(text + " is no address such as https://worksync.example.org");
    }

    private Part part(Arguments given) {
        String name = given.next("NAME");
        int instance = given.optionalNumber(1);
        given.requireNoMore();
        if (name.equals(Coturn.NAME) && Coturn.program().isEmpty()) {
            throw new StackFailure("coturn is not installed: apt install coturn");
        }
        if (name.equals(Janus.NAME) && Janus.missing().isPresent()) {
            throw new StackFailure("janus is " + Janus.missing().get());
        }
        return stack().part(name, instance)
                .or(() -> successor(name, instance))
                .orElseThrow(() -> new WrongUsage(unknown(name, instance)));
    }

    /// One gateway more than there are: a new one that starts before an old one goes.
    private Optional<Part> successor(String name, int instance) {
        Replicas now = ReplicasFile.read(layout);
        boolean next =
                name.equals(ServiceKind.GATEWAY.processName())
                        && instance == now.gateways() + 1
                        && instance <= Replicas.MAX;
        return next
                ? Stack.of(layout, new Replicas(now.each(), instance)).part(name, instance)
                : Optional.empty();
    }

    private String unknown(String name, int instance) {
        boolean known = stack().part(name, 1).isPresent();
        Optional<ServiceKind> service = ServiceKind.of(name);
        return known
                ? "there is no instance "
                        + instance
                        + " of "
                        + name
                        + service.map(this::instances).orElse("")
                : "there is no part named " + name;
    }

    private String instances(ServiceKind kind) {
        return ": WorkSync is up with " + ReplicasFile.read(layout).of(kind);
    }

    private Stack stack() {
        return Stack.of(layout, ReplicasFile.read(layout));
    }
}
