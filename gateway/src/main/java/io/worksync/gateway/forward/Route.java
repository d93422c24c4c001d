package io.worksync.gateway.forward;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One service: what paths are its own, and its instances.
record Route(String name, String prefix, Optional<String> affinity, Upstream upstream) {

    boolean owns(String path) {
        return path.startsWith(prefix);
    }

    /// What decides the instance: the segment after the affinity's, or null where there is none.
    @Nullable String key(String path) {
        if (affinity.isEmpty()) {
            return null;
        }
        String marker = "/" + affinity.get() + "/";
        int from = path.indexOf(marker);
        if (from < 0) {
            return null;
        }
        int start = from + marker.length();
        int end = path.indexOf('/', start);
        String key = end < 0 ? path.substring(start) : path.substring(start, end);
        return key.isEmpty() ? null : key;
    }
}
