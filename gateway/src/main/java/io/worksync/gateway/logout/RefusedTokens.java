package io.worksync.gateway.logout;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/// Counts bad tokens by address, minute by minute, so that nobody makes this node verify signatures
/// all day. The provider sends good ones and is never counted.
@ApplicationScoped
class RefusedTokens {

    private static final long MINUTE = 60;

    private final LogoutConfig config;
    private final Clock clock;
    private final Map<String, Integer> counts;
    private long minute;

    RefusedTokens(LogoutConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.counts =
                new LinkedHashMap<>() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
                        return size() > config.maxAddresses();
                    }
                };
    }

    synchronized boolean tooMany(String address) {
        turn();
        return counts.getOrDefault(address, 0) >= config.maxRefusedPerMinute();
    }

    synchronized void count(String address) {
        turn();
        counts.merge(address, 1, Integer::sum);
    }

    private void turn() {
        long now = clock.instant().getEpochSecond() / MINUTE;
        if (now != minute) {
            minute = now;
            counts.clear();
        }
    }
}
