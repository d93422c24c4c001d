package io.worksync.signaling.sfu;

import io.smallrye.mutiny.Uni;
import io.worksync.contracts.id.MeetingId;

/// Keeps the account of what media servers record.
///
/// The files stay in the folder of the media server, one for each track in Janus' own format
/// (`janus-pp-rec` makes WebM and Opus of them). Handing them to a store of files is not done:
/// chat-service has none yet.
interface Recorder {

    /// The server began or stopped to record this meeting.
    Uni<Void> toggled(MeetingId meeting, RoomSession at, boolean on);

    /// The meeting is over, and with it its recording.
    Uni<Void> ended(MeetingId meeting);
}
