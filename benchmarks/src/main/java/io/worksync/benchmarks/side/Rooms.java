package io.worksync.benchmarks.side;

import com.fasterxml.jackson.databind.JsonNode;
import io.worksync.benchmarks.load.Room;
import io.worksync.benchmarks.load.Seat;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/// WorkSync's channels for the rooms of a plan. They are kept from one run to the next, since every
/// channel that a person is in costs their sockets a topic.
final class Rooms {

    private static final String CHANNELS = "/api/chat/v1/channels";

    private final URI gateway;
    private final Notebook notebook;

    Rooms(URI gateway, Notebook notebook) {
        this.gateway = gateway;
        this.notebook = notebook;
    }

    List<Room> of(Plan plan, Map<Integer, Seat> people) {
        List<String> ids = known(plan, people);
        if (ids.isEmpty()) {
            ids = create(plan, people);
            notebook.write(page(plan), ids);
        }
        List<Room> rooms = new ArrayList<>();
        for (int i = 0; i < plan.rooms().size(); i++) {
            rooms.add(new Room(ids.get(i), seats(plan.rooms().get(i), people)));
        }
        return rooms;
    }

    /// Those of an earlier run, unless the data were deleted since.
    private List<String> known(Plan plan, Map<Integer, Seat> people) {
        List<String> ids = notebook.read(page(plan));
        if (ids.size() != plan.rooms().size()) {
            return List.of();
        }
        Seat owner = seats(plan.rooms().getFirst(), people).getFirst();
        JsonNode mine =
                Http.call("GET", gateway.resolve(CHANNELS + "?limit=200"), owner.token(), null);
        for (JsonNode channel : mine.path("items")) {
            if (channel.path("id").asText().equals(ids.getFirst())) {
                return ids;
            }
        }
        return List.of();
    }

    private List<String> create(Plan plan, Map<Integer, Seat> people) {
        List<Callable<String>> channels = new ArrayList<>();
        for (List<Integer> room : plan.rooms()) {
            Seat owner = seats(room, people).getFirst();
            channels.add(() -> create(plan.name(), owner));
        }
        List<String> ids = Http.all(channels);
        List<Callable<JsonNode>> members = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            String channel = CHANNELS + "/" + ids.get(i) + "/members/";
            List<Seat> seats = seats(plan.rooms().get(i), people);
            String owner = seats.getFirst().token();
            for (Seat seat : seats.subList(1, seats.size())) {
                URI member = gateway.resolve(channel + seat.person());
                members.add(() -> Http.call("PUT", member, owner, null));
            }
        }
        Http.all(members);
        return ids;
    }

    private String create(String name, Seat owner) {
        Map<String, String> body = new HashMap<>();
        body.put("kind", "private");
        body.put("name", "bench " + name + " " + System.nanoTime());
        return Http.call("POST", gateway.resolve(CHANNELS), owner.token(), body)
                .path("id")
                .asText();
    }

    private static List<Seat> seats(List<Integer> numbers, Map<Integer, Seat> people) {
        return numbers.stream().map(people::get).toList();
    }

    private static String page(Plan plan) {
        return "rooms-" + plan.name() + "-" + plan.people().size();
    }
}
