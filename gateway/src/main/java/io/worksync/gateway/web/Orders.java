package io.worksync.gateway.web;

/// In which order handlers see a request.
public final class Orders {

    /// What applies to every answer.
    static final int HEADERS = -200;

    /// What refuses a request whatever its path.
    static final int GUARD = -100;

    /// The edges, each for its own path.
    public static final int EDGE = 100;

    /// What is left when no file of the web client fits; files are served at 10,000.
    static final int FALLBACK = 15_000;

    private Orders() {}
}
