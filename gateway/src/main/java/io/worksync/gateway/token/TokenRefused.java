package io.worksync.gateway.token;

/// A token that gives no access, now or at all.
public final class TokenRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// Why it was refused.
    public enum Reason {
        /// It was good until it expired: a new one helps.
        EXPIRED,
        /// It is not a token of ours.
        INVALID,
        /// It was taken back before its time: the sign-in has ended, or its user may not come in.
        REVOKED,
        /// Nobody can tell: the keys of the identity provider cannot be had now.
        UNVERIFIABLE
    }

    private final Reason reason;

    TokenRefused(Reason reason) {
        super("Token refused: " + reason, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
