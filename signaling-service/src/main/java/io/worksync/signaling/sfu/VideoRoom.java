package io.worksync.signaling.sfu;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.worksync.contracts.meeting.IceCandidate;
import io.worksync.contracts.meeting.SessionDescription;
import io.worksync.contracts.meeting.Track;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Requests to Janus' VideoRoom plugin (janus_videoroom.c, "VideoRoom API"), version 1.1.
final class VideoRoom {

    private static final int KEYFRAME_SECONDS = 10;

    /// Half a second of packets decides whether somebody speaks.
    private static final int SPEAKING_PACKETS = 25;

    private final String room;
    private final String secret;
    private final String pin;

    VideoRoom(String room, String secret, String pin) {
        this.room = room;
        this.secret = secret;
        this.pin = pin;
    }

    JsonObject create(String roomKey, SfuConfig config) {
        JsonObject body =
                request("create")
                        .put("admin_key", roomKey)
                        .put("secret", secret)
                        .put("pin", pin)
                        .put("is_private", true)
                        .put("publishers", config.maxPublishers())
                        .put("bitrate", config.maxBitrate())
                        .put("fir_freq", KEYFRAME_SECONDS)
                        // simulcast is for VP8 and H.264 only
                        .put("audiocodec", "opus")
                        .put("videocodec", "vp8")
                        .put("opus_fec", true)
                        .put("audiolevel_event", true)
                        .put("audio_active_packets", SPEAKING_PACKETS)
                        .put("audio_level_average", config.speakingLevel())
                        .put("notify_joining", false)
                        .put("record", false)
                        .put("lock_record", true);
        config.recordings().ifPresent(folder -> body.put("rec_dir", folder + "/" + room));
        return body;
    }

    JsonObject destroy() {
        return managing("destroy");
    }

    JsonObject record(boolean on) {
        return managing("enable_recording").put("record", on);
    }

    JsonObject listParticipants() {
        return request("listparticipants");
    }

    /// Enters without sending anything, to hear what happens.
    JsonObject watch(String name) {
        return entering("join", "publisher").put("id", name);
    }

    JsonObject publish(String feed, List<Track> tracks) {
        return entering("joinandconfigure", "publisher")
                .put("id", feed)
                .put("descriptions", descriptions(tracks));
    }

    JsonObject republish(List<Track> tracks) {
        return new JsonObject()
                .put("request", "configure")
                .put("descriptions", descriptions(tracks));
    }

    /// The host says itself what changes when somebody goes: no offers that it has not asked for.
    JsonObject subscribe(List<Carried> tracks, Function<Carried, Layer> layers) {
        return entering("join", "subscriber")
                .put("use_msid", false)
                .put("autoupdate", false)
                .put("streams", streams(tracks, layers));
    }

    /// Changes what is subscribed to; at least one of the lists has something in it.
    JsonObject update(List<Carried> more, List<Carried> fewer, Function<Carried, Layer> layers) {
        JsonObject body = new JsonObject().put("request", "update");
        if (!more.isEmpty()) {
            body.put("subscribe", streams(more, layers));
        }
        if (!fewer.isEmpty()) {
            body.put(
                    "unsubscribe",
                    array(fewer, gone -> new JsonObject().put("sub_mid", gone.mid())));
        }
        return body;
    }

    JsonObject layers(List<Carried> tracks, Function<Carried, Layer> layers) {
        return new JsonObject()
                .put("request", "configure")
                .put(
                        "streams",
                        array(
                                tracks,
                                track -> layered(layers.apply(track)).put("mid", track.mid())));
    }

    JsonObject start() {
        return new JsonObject().put("request", "start");
    }

    /// Encrypted media is passed on without a look into it.
    static JsonObject jsep(SessionDescription description, boolean encrypted) {
        JsonObject jsep =
                new JsonObject().put("type", description.type()).put("sdp", description.sdp());
        return encrypted ? jsep.put("e2ee", true) : jsep;
    }

    static JsonObject candidate(@Nullable IceCandidate candidate) {
        return candidate == null
                ? new JsonObject().put("completed", true)
                : new JsonObject()
                        .put("candidate", candidate.candidate())
                        .put("sdpMid", candidate.sdpMid())
                        .put("sdpMLineIndex", candidate.sdpMLineIndex());
    }

    /// A candidate of Janus; null for the end of them.
    static @Nullable IceCandidate candidate(JsonObject told) {
        return told.getBoolean("completed", false)
                ? null
                : new IceCandidate(
                        told.getString("candidate", ""),
                        told.getString("sdpMid"),
                        told.getInteger("sdpMLineIndex"),
                        null);
    }

    private JsonObject request(String kind) {
        return new JsonObject().put("request", kind).put("room", room);
    }

    private JsonObject managing(String kind) {
        return request(kind).put("secret", secret);
    }

    private JsonObject entering(String kind, String as) {
        return request(kind).put("ptype", as).put("pin", pin);
    }

    private static JsonArray descriptions(List<Track> tracks) {
        return array(
                tracks,
                track ->
                        new JsonObject()
                                .put("mid", track.mid())
                                .put("description", track.slot().name()));
    }

    private static JsonArray streams(List<Carried> tracks, Function<Carried, Layer> layers) {
        return array(
                tracks,
                track ->
                        layered(layers.apply(track))
                                .put("feed", track.feed())
                                .put("mid", track.feedMid()));
    }

    private static JsonObject layered(Layer layer) {
        return new JsonObject().put("send", layer.isSent()).put("substream", layer.substream());
    }

    private static <T> JsonArray array(List<T> items, Function<T, JsonObject> mapping) {
        JsonArray array = new JsonArray();
        items.stream().map(mapping).forEach(array::add);
        return array;
    }
}
