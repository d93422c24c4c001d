package io.worksync.notification.caller;

import io.worksync.contracts.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Who makes a call, and with which token.
///
/// @param signIn the sign-in (`sid`) that the token is of, where it says so
public record Caller(UserId id, @Nullable String signIn, Instant issuedAt) {}
