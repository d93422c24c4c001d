package io.worksync.signaling.sfu;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.worksync.contracts.id.ParticipantId;
import java.util.List;

/// What the watcher of a room hears: whose media begins and ends, and who speaks.
final class RoomEvents {

    private final Attendees attendees;
    private final Speakers speakers;

    RoomEvents(Attendees attendees, Speakers speakers) {
        this.attendees = attendees;
        this.speakers = speakers;
    }

    /// Takes note; whether somebody is to be brought something else from now on.
    boolean note(JsonObject data) {
        return switch (data.getString("videoroom", "")) {
            case "talking" -> speaks(data);
            case "stopped-talking" -> isSilent(data);
            default -> published(data);
        };
    }

    private boolean speaks(JsonObject data) {
        double level = data.getDouble("audio-level-dBov-avg", 0d);
        attendees.named(data.getValue("id")).forEach(one -> speakers.speaks(one, level));
        return false;
    }

    private boolean isSilent(JsonObject data) {
        attendees.named(data.getValue("id")).forEach(speakers::isSilent);
        return false;
    }

    private boolean published(JsonObject data) {
        JsonArray publishers = data.getJsonArray("publishers", new JsonArray());
        for (Object publisher : publishers) {
            attendees.setLive(((JsonObject) publisher).getString("id"), true);
        }
        for (String field : List.of("unpublished", "leaving")) {
            if (data.getValue(field) instanceof String feed) {
                attendees.setLive(feed, false);
                List<ParticipantId> gone = attendees.named(feed).toList();
                gone.forEach(speakers::isSilent);
            }
        }
        return true;
    }
}
