package io.worksync.contracts.session;

import io.worksync.contracts.id.UserId;
import java.time.Instant;

/// That some tokens give no access any more, although they have not expired. All of them are
/// lines of one log, at [#LOG].
public sealed interface Revocation {

    /// The Redis stream that gateways append to, and all who hold something for a token follow. A
    /// line has what is revoked, see [#subject()], under [#SUBJECT].
    String LOG = "worksync:revocations";

    String SUBJECT = "subject";

    /// Whether a token is one of them.
    ///
    /// @param signIn the sign-in that it belongs to (`sid`)
    boolean covers(UserId user, String signIn, Instant issuedAt);

    /// What is revoked, as one word without spaces: equal subjects replace each other.
    String subject();

    /// All tokens of one sign-in, also those yet to come.
    record OfSignIn(String id) implements Revocation {

        @Override
        public boolean covers(UserId user, String signIn, Instant issuedAt) {
            return signIn.equals(id);
        }

        @Override
        public String subject() {
            return "sid:" + id;
        }
    }

    /// All tokens that a user got until a moment, to the second, as tokens count time. A later one
    /// means that the provider has let the user in again.
    record OfUser(UserId user, Instant until) implements Revocation {

        @Override
        public boolean covers(UserId user, String signIn, Instant issuedAt) {
            return user.equals(this.user) && issuedAt.getEpochSecond() <= until.getEpochSecond();
        }

        @Override
        public String subject() {
            return "user:" + user + "@" + until.getEpochSecond();
        }
    }

    /// All tokens of everybody until a moment.
    record OfEverybody(Instant until) implements Revocation {

        @Override
        public boolean covers(UserId user, String signIn, Instant issuedAt) {
            return issuedAt.getEpochSecond() <= until.getEpochSecond();
        }

        @Override
        public String subject() {
            return "all@" + until.getEpochSecond();
        }
    }

    /// Reads what [#subject()] wrote; fails with [IllegalArgumentException].
    static Revocation parse(String subject) {
        int at = subject.lastIndexOf('@');
        if (subject.startsWith("sid:")) {
            return new OfSignIn(subject.substring("sid:".length()));
        }
        if (subject.startsWith("user:") && at > 0) {
            return new OfUser(
                    UserId.fromString(subject.substring("user:".length(), at)),
                    moment(subject, at));
        }
        if (subject.startsWith("all@")) {
            return new OfEverybody(moment(subject, at));
        }
        throw new IllegalArgumentException("No revocation: " + subject);
    }

    private static Instant moment(String subject, int at) {
        return Instant.ofEpochSecond(Long.parseLong(subject.substring(at + 1)));
    }
}
