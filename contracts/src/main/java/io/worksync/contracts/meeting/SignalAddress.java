package io.worksync.contracts.meeting;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.worksync.contracts.id.ParticipantId;
import java.util.Optional;

/// Where a signal comes from or goes to: a participant, or one of the two ends that a media
/// server has towards each participant.
public record SignalAddress(String value) {

    /// The media server's end that takes a participant's own tracks.
    public static final SignalAddress PUBLISHER = new SignalAddress("publisher");

    /// The media server's end that brings the tracks of the others.
    public static final SignalAddress SUBSCRIBER = new SignalAddress("subscriber");

    public static SignalAddress of(ParticipantId participant) {
        return new SignalAddress(participant.toString());
    }

    /// Reads the text form; throws `IllegalArgumentException` for anything else.
    @JsonCreator
    public static SignalAddress fromString(String text) {
        return switch (text) {
            case "publisher" -> PUBLISHER;
            case "subscriber" -> SUBSCRIBER;
            default -> of(ParticipantId.fromString(text));
        };
    }

    /// The participant; empty for an end of a media server.
    public Optional<ParticipantId> participant() {
        return equals(PUBLISHER) || equals(SUBSCRIBER)
                ? Optional.empty()
                : Optional.of(ParticipantId.fromString(value));
    }

    @JsonValue
    @Override
    public String toString() {
        return value;
    }
}
