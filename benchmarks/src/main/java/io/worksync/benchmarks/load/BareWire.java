package io.worksync.benchmarks.load;

import io.worksync.benchmarks.measure.Bytes;
import io.worksync.benchmarks.measure.Marker;

/// Whatever is published in the room that the path names; nothing can be sent.
public final class BareWire implements Wire {

    private static final byte[] WELCOME = Bytes.ascii("welcome");

    @Override
    public String path(String room) {
        return "/?room=" + room;
    }

    @Override
    public void opened(Client client) {}

    @Override
    public void received(Client client, byte[] frame, int from, int to) {
        if (Bytes.startsWith(frame, from, to, WELCOME)) {
            client.welcomed("welcome");
        } else {
            client.delivered(Marker.in(frame, from, to));
        }
    }

    @Override
    public String send(int id, String room, String text, String clientId) {
        throw new UnsupportedOperationException("it only broadcasts");
    }

    @Override
    public String history(int id, String room) {
        throw new UnsupportedOperationException("it only broadcasts");
    }

    @Override
    public String position(Client client, long seen) {
        throw new UnsupportedOperationException("it only broadcasts");
    }
}
