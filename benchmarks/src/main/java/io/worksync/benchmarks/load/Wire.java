package io.worksync.benchmarks.load;

/// What a server speaks inside WebSocket's text frames. It says to the client what a frame means;
/// everything else is the same for all servers, so that the load generator costs the same.
public interface Wire {

    /// Path and query of the endpoint for someone in this room.
    String path(String room);

    /// Called when the socket is open.
    void opened(Client client);

    /// Called with each frame's text, which lies between `from` and `to`.
    void received(Client client, byte[] frame, int from, int to);

    /// The call that sends a message.
    String send(int id, String room, String text, String clientId);

    /// The call that reads a room's newest page of 50.
    String history(int id, String room);

    /// What a client says when it comes back, to get what it missed.
    ///
    /// @param seen how many messages its room had when it left
    String position(Client client, long seen);
}
