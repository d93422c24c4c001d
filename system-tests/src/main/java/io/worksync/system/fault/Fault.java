package io.worksync.system.fault;

import io.worksync.system.running.Proxy;
import io.worksync.system.running.WorkSync;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// One thing that goes wrong, and how it is put right again.
public sealed interface Fault {

    void inflict(WorkSync worksync);

    /// Puts it right and returns when the part is ready.
    void heal(WorkSync worksync);

    /// SIGKILL, as a crash or an exhausted memory does it.
    record Killed(String part, int instance) implements Fault {

        @Override
        public void inflict(WorkSync worksync) {
            worksync.kill(part, instance);
        }

        @Override
        public void heal(WorkSync worksync) {
            worksync.start(part, instance);
        }

        @Override
        public String toString() {
            return "kill -9 " + part + "-" + instance;
        }
    }

    /// SIGSTOP: it holds all its connections and answers on none.
    record Paused(String part, int instance) implements Fault {

        @Override
        public void inflict(WorkSync worksync) {
            worksync.pause(part, instance);
        }

        @Override
        public void heal(WorkSync worksync) {
            worksync.resume(part, instance);
        }

        @Override
        public String toString() {
            return "pause " + part + "-" + instance;
        }
    }

    /// The network between clients and a gateway, or between an instance and what it depends on.
    record Cut(String from, String to, Proxy.Mode mode) implements Fault {

        private static final String CLIENTS = "clients";

        @Override
        public void inflict(WorkSync worksync) {
            proxy(worksync).become(mode);
        }

        @Override
        public void heal(WorkSync worksync) {
            proxy(worksync).heal();
        }

        Proxy proxy(WorkSync worksync) {
            return from.equals(CLIENTS)
                    ? worksync.door(to.equals("gateway-1") ? 1 : 2)
                    : worksync.between(from, to);
        }

        @Override
        public String toString() {
            return mode.toString().toLowerCase(Locale.ROOT) + " " + from + " → " + to;
        }
    }

    /// Every fault there is.
    static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        for (int instance = 1; instance <= 2; instance++) {
            String gateway = "gateway-" + instance;
            String chat = "chat-service-" + instance;
            all.add(new Killed("gateway", instance));
            all.add(new Killed("chat-service", instance));
            all.add(new Paused("gateway", instance));
            all.add(new Paused("chat-service", instance));
            for (Proxy.Mode mode : Proxy.Mode.values()) {
                if (mode != Proxy.Mode.PASS) {
                    all.add(new Cut(Cut.CLIENTS, gateway, mode));
                    all.add(new Cut(gateway, "redis", mode));
                    all.add(new Cut(chat, "redis", mode));
                    all.add(new Cut(chat, "postgres", mode));
                }
            }
        }
        for (String part : List.of("redis", "postgres", "kafka")) {
            all.add(new Killed(part, 1));
            all.add(new Paused(part, 1));
        }
        return List.copyOf(all);
    }

    /// One of them: first how (killed, paused, cut off), then what, so that each kind has
    /// its share.
    static Fault pick(Random random) {
        int kind = random.nextInt(3);
        List<Fault> ofKind =
                all().stream()
                        .filter(
                                fault ->
                                        switch (fault) {
                                            case Killed _ -> kind == 0;
                                            case Paused _ -> kind == 1;
                                            case Cut _ -> kind == 2;
                                        })
                        .toList();
        return ofKind.get(random.nextInt(ofKind.size()));
    }
}
