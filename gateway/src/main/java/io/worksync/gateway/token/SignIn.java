package io.worksync.gateway.token;

import java.time.Instant;

/// One sign-in at the identity provider, from the password to the logout: its id (the token's
/// `sid`) and when it began. All tokens and connections of one browser or app share it.
public record SignIn(String id, Instant at) {}
