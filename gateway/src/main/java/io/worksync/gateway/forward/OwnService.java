package io.worksync.gateway.forward;

import io.smallrye.mutiny.Uni;
import io.worksync.gateway.token.Caller;

/// A service inside the gateway, for what only the gateway knows. Calls reach it over HTTP and over
/// the socket, as they reach any other.
public interface OwnService {

    /// The prefix of its paths, with the slash at the end.
    String prefix();

    /// Answers a call below the prefix; fails with a [io.worksync.contracts.problem.Refusal].
    Uni<Answer> answer(Caller caller, ServiceCall call);

    /// Its OpenAPI document, as JSON.
    String openApi();
}
