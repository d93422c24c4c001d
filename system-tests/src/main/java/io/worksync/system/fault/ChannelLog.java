package io.worksync.system.fault;

import io.worksync.system.fault.Log.Entry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What one device has seen of one channel so far, and where it stands in the topic's stream.
public final class ChannelLog {

    private final Timeline time;
    private final List<Entry> entries = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private long lastSeq;
    private boolean subscribed;
    private String epoch = "";
    private long offset;

    ChannelLog(Timeline time) {
        this.time = time;
    }

    synchronized void subscribed(long begun) {
        subscribed = true;
        entries.add(new Entry.Subscribed(begun, time.now()));
    }

    synchronized void left() {
        if (subscribed) {
            subscribed = false;
            epoch = "";
            entries.add(new Entry.Left(time.now()));
        }
    }

    synchronized void show(Message message) {
        entries.add(new Entry.Shown(time.now(), message));
        ids.add(message.id());
        lastSeq = Math.max(lastSeq, message.seq());
    }

    synchronized void position(String newEpoch, long newOffset) {
        epoch = newEpoch;
        offset = newOffset;
    }

    synchronized void position(long newOffset) {
        offset = newOffset;
    }

    /// Whether it has a position to recover from.
    synchronized boolean hasPosition() {
        return !epoch.isEmpty();
    }

    synchronized String epoch() {
        return epoch;
    }

    synchronized long offset() {
        return offset;
    }

    public synchronized long lastSeq() {
        return lastSeq;
    }

    public synchronized boolean isSubscribed() {
        return subscribed;
    }

    /// How many different messages it shows.
    synchronized int size() {
        return ids.size();
    }

    synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }
}
