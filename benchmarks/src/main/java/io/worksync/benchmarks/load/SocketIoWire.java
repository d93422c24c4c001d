package io.worksync.benchmarks.load;

import io.worksync.benchmarks.measure.Bytes;
import io.worksync.benchmarks.measure.Marker;

/// Engine.IO 4 packets with Socket.IO 5 packets in them: `0` open, `2` ping, `40` connect, `42`
/// event, `43` ack, `44` refused.
public final class SocketIoWire implements Wire {

    private static final byte[] EVENT = Bytes.ascii("42");
    private static final byte[] MISSED = Bytes.ascii("42[\"missed\"");
    private static final byte[] ACK = Bytes.ascii("43");
    private static final byte[] CONNECTED = Bytes.ascii("40");
    private static final byte[] REFUSED = Bytes.ascii("44");
    private static final byte[] ERROR = Bytes.ascii("[{\"error\":");

    @Override
    public String path(String room) {
        return "/socket.io/?EIO=4&transport=websocket";
    }

    /// The server speaks first.
    @Override
    public void opened(Client client) {}

    @Override
    public void received(Client client, byte[] frame, int from, int to) {
        if (Bytes.startsWith(frame, from, to, MISSED)) {
            Marker.each(frame, from, to, client::delivered);
        } else if (Bytes.startsWith(frame, from, to, EVENT)) {
            client.delivered(Marker.in(frame, from, to));
        } else if (Bytes.startsWith(frame, from, to, ACK)) {
            ack(client, frame, from, to);
        } else if (Bytes.startsWith(frame, from, to, CONNECTED)) {
            client.welcomed(Bytes.text(frame, from, to));
        } else if (Bytes.startsWith(frame, from, to, REFUSED)) {
            client.refused(Bytes.text(frame, from, to));
        } else if (frame[from] == '0') {
            String since = client.resume().isEmpty() ? "" : ",\"since\":" + client.resume();
            client.say("40{\"token\":\"" + client.token() + "\"" + since + "}");
        } else if (frame[from] == '2') {
            client.say("3");
        }
    }

    private static void ack(Client client, byte[] frame, int from, int to) {
        int at = from + ACK.length;
        int id = 0;
        for (; at < to && frame[at] >= '0' && frame[at] <= '9'; at++) {
            id = id * 10 + (frame[at] - '0');
        }
        client.answered(id, !Bytes.startsWith(frame, at, to, ERROR));
    }

    @Override
    public String send(int id, String room, String text, String clientId) {
        return "42"
                + id
                + "[\"message\",{\"channelId\":\""
                + room
                + "\",\"text\":\""
                + text
                + "\",\"clientId\":\""
                + clientId
                + "\"}]";
    }

    @Override
    public String history(int id, String room) {
        return "42" + id + "[\"history\",{\"channelId\":\"" + room + "\"}]";
    }

    @Override
    public String position(Client client, long seen) {
        return "{\"" + client.room() + "\":" + seen + "}";
    }
}
