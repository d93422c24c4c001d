package io.worksync.gateway.device;

import io.smallrye.mutiny.Uni;
import io.worksync.gateway.token.Caller;

/// The identity provider's own sessions.
public interface ProviderSessions {

    /// Ends one of the caller's, so that its refresh tokens are worthless there as well. Does not
    /// fail: the provider may have no way to do it, or be away.
    Uni<Void> end(Caller caller, String signIn);
}
