package io.worksync.signaling.janus;

/// Janus, or its plugin, says no; `code` is one of their published error codes.
public final class JanusRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public static final int NO_SUCH_SESSION = 458;
    public static final int NO_SUCH_HANDLE = 459;
    public static final int NO_SUCH_ROOM = 426;
    public static final int ROOM_EXISTS = 427;
    public static final int NO_SUCH_FEED = 428;

    private final int code;

    JanusRefusal(int code, String reason) {
        super("Janus says " + code + ": " + reason);
        this.code = code;
    }

    public int code() {
        return code;
    }
}
