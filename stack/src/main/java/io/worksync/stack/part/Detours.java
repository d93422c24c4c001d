package io.worksync.stack.part;

import io.worksync.stack.StackFailure;
import io.worksync.stack.process.PartId;
import java.util.Map;
import java.util.TreeMap;

/// Other ports under which a service finds what it depends on, for tests that put a proxy between.
///
/// `WORKSYNC_DETOURS` names them: `gateway-1:redis=17000,chat-service-2:postgres=17005`.
record Detours(Map<String, Integer> ports) {

    static final Detours NONE = new Detours(Map.of());

    Detours {
        ports = Map.copyOf(ports);
    }

    static Detours of(Map<String, String> environment) {
        Map<String, Integer> ports = new TreeMap<>();
        for (String detour : environment.getOrDefault("WORKSYNC_DETOURS", "").split(",")) {
            if (!detour.isBlank()) {
                int equals = detour.indexOf('=');
                ports.put(detour.substring(0, Math.max(equals, 0)), port(detour, equals));
            }
        }
        return new Detours(ports);
    }

    int port(PartId from, String to, int otherwise) {
        return ports.getOrDefault(from + ":" + to, otherwise);
    }

    private static int port(String detour, int equals) {
        try {
            return Integer.parseInt(detour.substring(equals + 1));
        } catch (NumberFormatException e) {
            throw new StackFailure("WORKSYNC_DETOURS has no port in " + detour, e);
        }
    }
}
