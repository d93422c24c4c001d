package io.worksync.gateway.device;

import java.util.Map;

/// A name that people recognise, guessed from what a client says of itself: "Firefox on Windows".
final class DeviceName {

    private record Mark(String token, String name) {}

    /// The first that fits: browsers name those that they descend from as well.
    private static final Mark[] BROWSERS = {
        new Mark("Edg", "Edge"),
        new Mark("OPR/", "Opera"),
        new Mark("SamsungBrowser", "Samsung Internet"),
        new Mark("Firefox/", "Firefox"),
        new Mark("FxiOS", "Firefox"),
        new Mark("CriOS", "Chrome"),
        new Mark("Chrome/", "Chrome"),
        new Mark("Safari/", "Safari")
    };

    private static final Mark[] SYSTEMS = {
        new Mark("iPhone", "iPhone"),
        new Mark("iPad", "iPad"),
        new Mark("Android", "Android"),
        new Mark("Windows", "Windows"),
        new Mark("Mac OS X", "macOS"),
        new Mark("CrOS", "ChromeOS"),
        new Mark("Linux", "Linux")
    };

    private static final Map<String, String> CLIENTS =
            Map.of("worksync-js", "WorkSync", "js", "JavaScript client", "java", "Java client");

    private DeviceName() {}

    static String of(String userAgent, String client) {
        String browser = first(BROWSERS, userAgent);
        String system = first(SYSTEMS, userAgent);
        String what = browser.isEmpty() ? CLIENTS.getOrDefault(client, client) : browser;
        if (what.isEmpty()) {
            return system.isEmpty() ? "Unknown device" : system;
        }
        return system.isEmpty() ? what : what + " on " + system;
    }

    private static String first(Mark[] marks, String userAgent) {
        for (Mark mark : marks) {
            if (userAgent.contains(mark.token())) {
                return mark.name();
            }
        }
        return "";
    }
}
