package io.worksync.signaling.signal;

import com.fasterxml.jackson.databind.JsonNode;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.meeting.IceCandidate;
import io.worksync.contracts.meeting.SessionDescription;
import io.worksync.contracts.meeting.Signal;
import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.meeting.MeetingConfig;
import io.worksync.signaling.problem.PlainText;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A description, or a candidate, which is null for the end of candidates.
record SignalRequest(
        @NotNull ParticipantId from,
        @NotNull ParticipantId to,
        @Size(max = 100) @PlainText @Nullable String negotiationId,
        @Valid @Nullable Description description,
        @Schema(implementation = IceCandidate.class, nullable = true)
                @Nullable JsonNode candidate) {

    private static final int MAX_NAME = 256;

    /// RTCSessionDescriptionInit; a rollback has no sdp.
    record Description(
            @NotNull @Pattern(regexp = "offer|answer|pranswer|rollback") String type,
            @PlainText @Nullable String sdp) {

        private SessionDescription checked(MeetingConfig config) {
            String text = sdp == null ? "" : sdp;
            if (text.isEmpty() && !type.equals("rollback")) {
                throw Refusal.badRequest("description.sdp", "An " + type + " has an sdp");
            }
            if (text.length() > config.maxSdpLength()) {
                throw Refusal.tooLarge(
                        "An sdp has at most " + config.maxSdpLength() + " characters");
            }
            return new SessionDescription(type, text);
        }
    }

    /// The signal as it is passed on; 400 unless it is exactly one of the two, 413 where it is
    /// too large.
    Signal toSignal(MeetingId meeting, MeetingConfig config) {
        if ((description == null) == (candidate == null)) {
            throw Refusal.badRequest(
                    "description", "A signal has either a description or a candidate");
        }
        return description != null
                ? new Signal(meeting, from, to, negotiationId, description.checked(config), null)
                : new Signal(meeting, from, to, negotiationId, null, checkedCandidate(config));
    }

    private @Nullable IceCandidate checkedCandidate(MeetingConfig config) {
        if (candidate == null || candidate.isNull()) {
            return null;
        }
        if (!candidate.isObject() || !candidate.path("candidate").isTextual()) {
            throw Refusal.badRequest("candidate", "A candidate is an RTCIceCandidateInit or null");
        }
        return new IceCandidate(
                Objects.requireNonNullElse(text("candidate", config.maxCandidateLength()), ""),
                text("sdpMid", MAX_NAME),
                index(),
                text("usernameFragment", MAX_NAME));
    }

    private @Nullable String text(String field, int max) {
        JsonNode value = candidate == null ? null : candidate.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual() || value.textValue().indexOf('\0') >= 0) {
            throw Refusal.badRequest("candidate." + field, "This is text without NUL");
        }
        if (value.textValue().length() > max) {
            throw Refusal.tooLarge(
                    "A candidate's " + field + " has at most " + max + " characters");
        }
        return value.textValue();
    }

    private @Nullable Integer index() {
        JsonNode value = candidate == null ? null : candidate.get("sdpMLineIndex");
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.canConvertToInt() || value.intValue() < 0 || value.intValue() > 0xFFFF) {
            throw Refusal.badRequest("candidate.sdpMLineIndex", "This is an unsigned short");
        }
        return value.intValue();
    }
}
