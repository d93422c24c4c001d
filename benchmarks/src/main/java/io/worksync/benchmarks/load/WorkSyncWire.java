package io.worksync.benchmarks.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.worksync.benchmarks.measure.BenchFailure;
import io.worksync.benchmarks.measure.Bytes;
import io.worksync.benchmarks.measure.Marker;

/// The Centrifugal client protocol in JSON.
public final class WorkSyncWire implements Wire {

    private static final byte[] REPLY = Bytes.ascii("{\"id\":");
    private static final byte[] ERROR = Bytes.ascii(",\"error\":");
    private static final byte[] PING = Bytes.ascii("{}");
    private static final int CONNECT = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String path(String room) {
        return "/connection/websocket";
    }

    @Override
    public void opened(Client client) {
        String subs = client.resume().isEmpty() ? "" : ",\"subs\":" + client.resume();
        client.say(
                "{\"id\":"
                        + CONNECT
                        + ",\"connect\":{\"token\":\""
                        + client.token()
                        + "\""
                        + subs
                        + "}}");
    }

    @Override
    public void received(Client client, byte[] frame, int from, int to) {
        int begin = from;
        while (begin < to) {
            int end = begin;
            while (end < to && frame[end] != '\n') {
                end++;
            }
            line(client, frame, begin, end);
            begin = end + 1;
        }
    }

    private static void line(Client client, byte[] frame, int from, int to) {
        if (Bytes.startsWith(frame, from, to, REPLY)) {
            reply(client, frame, from, to);
        } else if (to - from == PING.length && Bytes.startsWith(frame, from, to, PING)) {
            client.say("{}");
        } else {
            Marker marker = Marker.in(frame, from, to);
            if (marker.phase() >= 0) {
                client.delivered(marker);
            }
        }
    }

    private static void reply(Client client, byte[] frame, int from, int to) {
        int at = from + REPLY.length;
        int id = 0;
        for (; at < to && frame[at] >= '0' && frame[at] <= '9'; at++) {
            id = id * 10 + (frame[at] - '0');
        }
        boolean refused = Bytes.startsWith(frame, at, to, ERROR);
        if (id != CONNECT) {
            client.answered(id, !refused);
        } else if (refused) {
            client.refused(Bytes.text(frame, from, to));
        } else {
            client.welcomed(Bytes.text(frame, from, to));
            Marker.each(frame, from, to, client::delivered);
        }
    }

    @Override
    public String send(int id, String room, String text, String clientId) {
        return "{\"id\":"
                + id
                + ",\"rpc\":{\"method\":\"POST /api/chat/v1/channels/"
                + room
                + "/messages\",\"data\":{\"text\":\""
                + text
                + "\",\"clientId\":\""
                + clientId
                + "\"}}}";
    }

    @Override
    public String history(int id, String room) {
        return "{\"id\":"
                + id
                + ",\"rpc\":{\"method\":\"GET /api/chat/v1/channels/"
                + room
                + "/messages?limit=50\",\"data\":null}}";
    }

    /// Of every topic that the server had subscribed the client to.
    @Override
    public String position(Client client, long seen) {
        try {
            ObjectNode positions = JSON.createObjectNode();
            JsonNode subs = JSON.readTree(client.welcome()).path("connect").path("subs");
            subs.properties()
                    .forEach(
                            sub ->
                                    positions
                                            .putObject(sub.getKey())
                                            .put("recover", true)
                                            .put("epoch", sub.getValue().path("epoch").asText())
                                            .put("offset", sub.getValue().path("offset").asLong()));
            return positions.toString();
        } catch (JsonProcessingException e) {
            throw new BenchFailure("a welcome that is no JSON", e);
        }
    }
}
