package io.worksync.stack.part;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// WorkSync's services in the order in which they start.
public enum ServiceKind {
    CHAT("chat-service", 8_210),
    PRESENCE("presence-service", 8_220),
    NOTIFICATION("notification-service", 8_230),
    SIGNALING("signaling-service", 8_240),
    GATEWAY("gateway", 8_080);

    private final String processName;
    private final int firstPort;

    ServiceKind(String processName, int firstPort) {
        this.processName = processName;
        this.firstPort = firstPort;
    }

    public static Optional<ServiceKind> of(String processName) {
        return Arrays.stream(values())
                .filter(kind -> kind.processName.equals(processName))
                .findFirst();
    }

    public static List<String> names() {
        return Arrays.stream(values()).map(ServiceKind::processName).toList();
    }

    public String processName() {
        return processName;
    }

    /// The name of its database and of the role that owns it; the gateway keeps nothing.
    public Optional<String> database() {
        String role = name().toLowerCase(Locale.ROOT);
        return Postgres.ROLES.contains(role) ? Optional.of(role) : Optional.empty();
    }

    int port(int instance) {
        return firstPort + instance - 1;
    }
}
