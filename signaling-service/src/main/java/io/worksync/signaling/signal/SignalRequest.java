package io.worksync.signaling.signal;

import com.fasterxml.jackson.databind.JsonNode;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.meeting.IceCandidate;
import io.worksync.contracts.meeting.SessionDescription;
import io.worksync.contracts.meeting.Signal;
import io.worksync.contracts.meeting.SignalAddress;
import io.worksync.contracts.meeting.SignalConnection;
import io.worksync.contracts.meeting.Track;
import io.worksync.contracts.meeting.TrackSlot;
import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.meeting.MeetingConfig;
import io.worksync.signaling.problem.OneLine;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A description, a key, or a candidate, which is null for the end of candidates.
record SignalRequest(
        @NotNull ParticipantId from,
        @NotNull SignalAddress to,
        @Nullable SignalConnection connection,
        @Size(max = 100) @OneLine @Nullable String negotiationId,
        @Valid @Nullable Description description,
        @Schema(implementation = IceCandidate.class, nullable = true) @Nullable JsonNode candidate,
        @Size(min = 1, max = 4096) @Pattern(regexp = "[A-Za-z0-9_-]*") @Nullable String key,
        @Size(max = 64) @Nullable List<@NotNull @Valid TrackRequest> tracks) {

    /// RTCSessionDescriptionInit; a rollback has no sdp.
    record Description(
            @NotNull @Pattern(regexp = "offer|answer|pranswer|rollback") String type,
            @Nullable String sdp) {}

    /// What a media section carries.
    record TrackRequest(@NotNull @Size(max = 64) @OneLine String mid, @NotNull TrackSlot slot) {}

    /// The signal as it is passed on; 400 unless it is exactly one of the three, 413 where it is
    /// too large.
    Signal toSignal(MeetingId meeting, MeetingConfig config) {
        if (Stream.of(description, candidate, key).filter(part -> part != null).count() != 1) {
            throw Refusal.badRequest(
                    "description", "A signal has either a description, a candidate or a key");
        }
        return new Signal(
                meeting,
                SignalAddress.of(from),
                to,
                connection == null ? SignalConnection.MEDIA : connection,
                negotiationId,
                description == null ? null : description(description, config),
                CandidateInit.of(candidate).checked(config),
                key,
                tracks == null ? null : tracks.stream().map(SignalRequest::track).toList());
    }

    private static SessionDescription description(Description description, MeetingConfig config) {
        String text = description.sdp() == null ? "" : description.sdp();
        if (text.isEmpty() && !description.type().equals("rollback")) {
            throw Refusal.badRequest("description.sdp", "An " + description.type() + " has an sdp");
        }
        return new SessionDescription(description.type(), Sdp.of(text).checked(config));
    }

    private static Track track(TrackRequest track) {
        return new Track(track.mid(), null, track.slot());
    }
}
