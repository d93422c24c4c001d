package io.worksync.signaling.lifecycle;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.MeetingId;
import io.worksync.contracts.meeting.MediaPlaneKind;
import io.worksync.contracts.meeting.Meeting;
import io.worksync.contracts.problem.Refusal;
import io.worksync.signaling.identity.Caller;
import io.worksync.signaling.meeting.Change;
import io.worksync.signaling.meeting.Leading;
import io.worksync.signaling.meeting.LiveMeeting.Open;
import io.worksync.signaling.meeting.LiveMeeting.Scheduled;
import io.worksync.signaling.meeting.LiveMeetings;
import io.worksync.signaling.meeting.MediaServers;
import io.worksync.signaling.meeting.Settings;
import io.worksync.signaling.meeting.VisibleMeetings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Changes a meeting's settings, on a host's word.
@ApplicationScoped
class ChangeMeeting {

    private final VisibleMeetings visible;
    private final LiveMeetings meetings;
    private final MediaServers servers;
    private final SettingsRules rules;

    ChangeMeeting(
            VisibleMeetings visible,
            LiveMeetings meetings,
            MediaServers servers,
            SettingsRules rules) {
        this.visible = visible;
        this.meetings = meetings;
        this.servers = servers;
        this.rules = rules;
    }

    /// What changes; null stays as it is.
    record Edit(
            @Nullable String title,
            @Nullable Instant scheduledFor,
            @Nullable Boolean locked,
            @Nullable Boolean lobby,
            @Nullable Boolean relayOnly,
            @Nullable MediaPlaneKind mediaPlane) {

        private Settings applied(Settings old) {
            return new Settings(
                    title == null ? old.title() : title,
                    scheduledFor == null ? old.scheduledFor() : scheduledFor,
                    locked == null ? old.locked() : locked,
                    lobby == null ? old.lobby() : lobby,
                    relayOnly == null ? old.relayOnly() : relayOnly,
                    mediaPlane == null ? old.mediaPlane() : mediaPlane,
                    old.recording());
        }
    }

    Uni<Meeting> change(Caller caller, MeetingId id, Edit edit) {
        return visible.open(caller, id)
                .invoke(meeting -> Leading.require(meeting, caller.id()))
                .chain(() -> meetings.changeOpen(id, latest -> decide(latest, caller, edit)))
                .map(change -> change.after().toMeeting());
    }

    private Change decide(Open meeting, Caller caller, Edit edit) {
        Leading.require(meeting, caller.id());
        Settings old = meeting.room().settings();
        Settings next = edit.applied(old);
        if (edit.scheduledFor() != null) {
            requireScheduled(meeting, edit.scheduledFor());
        }
        if (next.relayOnly() && !old.relayOnly()) {
            rules.check(next);
        }
        if (next.mediaPlane() != old.mediaPlane()) {
            requireServer(next.mediaPlane());
        }
        return Leading.settings(meeting, next);
    }

    private void requireScheduled(Open meeting, Instant at) {
        rules.checkTime(at);
        if (!(meeting instanceof Scheduled)) {
            throw Refusal.conflict("This meeting has begun");
        }
    }

    private void requireServer(MediaPlaneKind plane) {
        if (plane == MediaPlaneKind.MESH) {
            throw Refusal.badRequest("mediaPlane", "A meeting does not go back to a mesh");
        }
        if (!servers.available()) {
            throw Refusal.conflict("There is no media server now");
        }
    }
}
