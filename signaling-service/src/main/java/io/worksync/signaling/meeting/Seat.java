package io.worksync.signaling.meeting;

import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.id.ParticipantId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.meeting.MeetingRole;
import io.worksync.contracts.meeting.Participant;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A participant's place in a meeting: one device of one person.
public record Seat(
        ParticipantId id,
        UserId userId,
        String displayName,
        @Nullable String deviceName,
        MeetingRole role,
        Media media,
        Instant joinedAt,
        String resumeHash) {

    /// What the participant shows and does; all off until the device says otherwise.
    public record Media(boolean audio, boolean video, boolean screen, boolean hand) {

        public static final Media OFF = new Media(false, false, false, false);

        /// The same without anything that others would see or hear.
        Media silent() {
            return new Media(false, false, false, hand);
        }
    }

    Seat with(Media changed) {
        return new Seat(id, userId, displayName, deviceName, role, changed, joinedAt, resumeHash);
    }

    /// Viewers show nothing.
    Seat with(MeetingRole given) {
        Media shown = given == MeetingRole.VIEWER ? media.silent() : media;
        return new Seat(id, userId, displayName, deviceName, given, shown, joinedAt, resumeHash);
    }

    /// As those see it who were there before: the newcomer makes the first offer and is impolite.
    public Participant asNewcomer(MeetingId meeting) {
        return toParticipant(meeting, true, false);
    }

    /// As those see it who came later: it waits for their offer and is polite.
    public Participant asOlder(MeetingId meeting) {
        return toParticipant(meeting, false, true);
    }

    private Participant toParticipant(MeetingId meeting, boolean offerer, boolean polite) {
        return new Participant(
                id,
                meeting,
                userId,
                displayName,
                deviceName,
                role,
                media.audio(),
                media.video(),
                media.screen(),
                media.hand(),
                offerer,
                polite,
                joinedAt);
    }
}
