package io.worksync.chat.channel;

import io.smallrye.mutiny.Uni;
import io.worksync.chat.database.PgSession;
import io.worksync.chat.database.PgTransactions;
import io.worksync.chat.membership.Access;
import io.worksync.chat.membership.PgAccess;
import io.worksync.chat.membership.PgMyChannels;
import io.worksync.chat.page.Cursor;
import io.worksync.contracts.chat.Channel;
import io.worksync.contracts.chat.MyChannel;
import io.worksync.contracts.chat.User;
import io.worksync.contracts.chat.UserRole;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Finds channels for people who may see them.
@ApplicationScoped
class FindChannels {

    private final PgTransactions transactions;
    private final PgAccess accesses;
    private final PgChannels channels;
    private final PgMyChannels mine;

    FindChannels(
            PgTransactions transactions,
            PgAccess accesses,
            PgChannels channels,
            PgMyChannels mine) {
        this.transactions = transactions;
        this.accesses = accesses;
        this.channels = channels;
        this.mine = mine;
    }

    Uni<List<MyChannel>> mine(User user) {
        return transactions.read(session -> mine.all(session, user.id()));
    }

    /// A channel as the person may see it: with their read state where they are a member.
    Uni<Object> one(User user, ChannelId channel) {
        return transactions.read(
                session ->
                        accesses.find(session, user, channel)
                                .chain(access -> one(session, access.visible())));
    }

    private Uni<Object> one(PgSession session, Access access) {
        ChannelId channel = access.channel().id();
        return access.isMember()
                ? mine.one(session, access.user().id(), channel).map(found -> found)
                : channels.find(session, channel).map(found -> found);
    }

    /// Public channels to join.
    Uni<List<Channel>> browse(User user, String text, Cursor after, int max) {
        if (user.role() == UserRole.GUEST) {
            throw Refusal.forbidden("Guests see only the channels that they were added to");
        }
        return channels.browse(user, text, after, max);
    }
}
