package io.worksync.signaling.signal;

import com.fasterxml.jackson.databind.JsonNode;
import io.worksync.contracts.meeting.IceCandidate;
import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.meeting.MeetingConfig;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// RTCIceCandidateInit as a client sent it, which may be anything; null for the end of
/// candidates, and for none.
record CandidateInit(@Nullable JsonNode json) {

    private static final int MAX_NAME = 256;

    static CandidateInit of(@Nullable JsonNode json) {
        return new CandidateInit(json == null || json.isNull() ? null : json);
    }

    /// The candidate; 400 for what is none, or would be more than one line, 413 where it is too
    /// large.
    @Nullable IceCandidate checked(MeetingConfig config) {
        if (json == null) {
            return null;
        }
        if (!json.isObject() || !json.path("candidate").isTextual()) {
            throw Refusal.badRequest("candidate", "A candidate is an RTCIceCandidateInit or null");
        }
        return new IceCandidate(
                Objects.requireNonNullElse(
                        text(json, "candidate", config.maxCandidateLength()), ""),
                text(json, "sdpMid", MAX_NAME),
                index(json),
                text(json, "usernameFragment", MAX_NAME));
    }

    private static @Nullable String text(JsonNode json, String field, int max) {
        JsonNode value = json.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual() || value.textValue().chars().anyMatch(Character::isISOControl)) {
            throw Refusal.badRequest("candidate." + field, "This is one line of text");
        }
        if (value.textValue().length() > max) {
            throw Refusal.tooLarge(
                    "A candidate's " + field + " has at most " + max + " characters");
        }
        return value.textValue();
    }

    private static @Nullable Integer index(JsonNode json) {
        JsonNode value = json.get("sdpMLineIndex");
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.canConvertToInt() || value.intValue() < 0 || value.intValue() > 0xFFFF) {
            throw Refusal.badRequest("candidate.sdpMLineIndex", "This is an unsigned short");
        }
        return value.intValue();
    }
}
