package io.worksync.signaling.sfu;

import java.net.URI;
import java.util.List;

/// What has to be known of a meeting at a media server to go on with it on another instance.
///
/// @param room what the meeting is called there
/// @param session at the server
/// @param watcher the handle that hears who publishes and who speaks
/// @param secret whoever has it manages the room
/// @param pin whoever has it enters the room
/// @param moves how often the room was made anew
/// @param cursor the newest signal that was handled
record RoomState(
        URI server,
        String room,
        long session,
        long watcher,
        String secret,
        String pin,
        int moves,
        String cursor,
        boolean recording,
        List<Attendee> attendees) {

    RoomState {
        attendees = List.copyOf(attendees);
    }

    /// Never the secrets.
    @Override
    public String toString() {
        return "session " + session + " at " + server;
    }
}
