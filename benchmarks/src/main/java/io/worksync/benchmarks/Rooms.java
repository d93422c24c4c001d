package io.worksync.benchmarks;

import io.worksync.benchmarks.Crowd.Person;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/// Fresh channels, each with its share of the crowd.
final class Rooms {

    /// A channel and the people in it.
    record Room(String channel, List<Person> people) {}

    private final URI api;

    Rooms(URI gateway) {
        this.api = gateway.resolve("/api/chat/v1/channels");
    }

    List<Room> of(List<Person> crowd, int size) {
        List<Callable<Room>> rooms = new ArrayList<>();
        for (int from = 0; from + size <= crowd.size(); from += size) {
            List<Person> people = crowd.subList(from, from + size);
            rooms.add(() -> create(people));
        }
        return Http.all(rooms);
    }

    private Room create(List<Person> people) {
        String owner = people.getFirst().token();
        Map<String, String> body = Map.of("kind", "private", "name", "bench " + System.nanoTime());
        String id = Http.call("POST", api, owner, body).path("id").asText();
        for (Person person : people.subList(1, people.size())) {
            URI member = URI.create(api + "/" + id + "/members/" + person.id());
            Http.call("PUT", member, owner, null);
        }
        return new Room(id, List.copyOf(people));
    }
}
