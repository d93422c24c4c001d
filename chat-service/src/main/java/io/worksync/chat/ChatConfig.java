package io.worksync.chat;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// The limits of chat; each says what happens at it.
@ConfigMapping(prefix = "worksync.chat")
public interface ChatConfig {

    Text text();

    Page page();

    Members members();

    Boards boards();

    Database database();

    Topics topics();

    Tokens tokens();

    /// Access tokens that were verified.
    interface Tokens {

        /// How many are remembered until they expire; others are verified with each call.
        @WithDefault("2000")
        int maxRemembered();
    }

    /// Lengths in UTF-16 units, as browsers count them; longer is refused with 400.
    interface Text {

        /// A message's text, in UTF-16 units; longer is refused with 400.
        @WithDefault("16000")
        int message();

        /// A channel's name, in UTF-16 units; longer is refused with 400.
        @WithDefault("80")
        int channelName();

        /// A channel's purpose, in UTF-16 units; longer is refused with 400.
        @WithDefault("500")
        int channelPurpose();

        /// A `clientId` of a message; longer is refused with 400.
        @WithDefault("100")
        int clientId();

        /// What people or channels are looked for by; longer is refused with 400.
        @WithDefault("64")
        int query();

        /// An emoji of a reaction, as a name or as characters.
        @WithDefault("64")
        int emoji();

        /// Different people that one message may name; those after it are not mentioned.
        @WithDefault("50")
        int mentions();
    }

    /// Items of one answer; more are cut to the maximum.
    interface Page {

        /// Items of one answer where nothing is said.
        @WithDefault("50")
        int size();

        /// Items of one answer at most; more are cut to it.
        @WithDefault("200")
        int maxSize();
    }

    /// How many may be where; more is refused with 409.
    interface Members {

        /// People of a direct channel, the caller included; more is refused with 400.
        @WithDefault("9")
        int direct();

        /// Channels that one person may be in; more are refused with 409.
        @WithDefault("1000")
        int channelsPerUser();

        /// Different emojis on one message.
        @WithDefault("50")
        int reactionsPerMessage();
    }

    /// Documents that the members of a channel change together.
    interface Boards {

        /// Bytes of one snapshot; more is refused with 413. In base64 it fits into one call, over
        /// the socket too.
        @WithDefault("90000")
        int snapshotBytes();

        /// Boards of one channel; more are refused with 409.
        @WithDefault("20")
        int perChannel();
    }

    /// Work that waits for PostgreSQL.
    interface Database {

        /// Calls that may run or wait at once; more are refused with 503.
        @WithDefault("2000")
        int maxWaiting();

        /// Messages that are stored together when many are sent at once.
        @WithDefault("128")
        int maxBatch();

        /// How long after the beginning of a statement that stores messages the next one begins, at
        /// the earliest: those that come meanwhile share it.
        @WithDefault("5ms")
        Duration pace();

        /// How long a caller waits; then it is told 503, while PostgreSQL's own statement timeout
        /// ends the work.
        @WithDefault("4s")
        Duration timeout();
    }

    /// Telling gateways the topics of a person.
    interface Topics {

        /// Memberships that are remembered, of all people together; those asked for least are
        /// forgotten.
        @WithDefault("200000")
        int maxRemembered();

        /// How long they are remembered.
        @WithDefault("10m")
        Duration remembered();

        /// People whose topics are read in one statement.
        @WithDefault("500")
        int peoplePerRead();

        /// How long after the beginning of one statement the next begins; who comes meanwhile
        /// shares it.
        @WithDefault("50ms")
        Duration pause();

        /// Sessions that may wait for a statement; more are refused with 503.
        @WithDefault("20000")
        int maxWaiting();
    }
}
