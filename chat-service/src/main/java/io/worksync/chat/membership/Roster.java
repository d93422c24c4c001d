package io.worksync.chat.membership;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.worksync.chat.ChatConfig;
import io.worksync.chat.database.Fields;
import io.worksync.chat.outbox.Announcement;
import io.worksync.chat.outbox.Announcement.KafkaRecord;
import io.worksync.contracts.chat.ChannelRef;
import io.worksync.contracts.chat.Member;
import io.worksync.contracts.chat.MemberRole;
import io.worksync.contracts.chat.MyChannel;
import io.worksync.contracts.chat.User;
import io.worksync.contracts.event.KafkaTopics;
import io.worksync.contracts.event.MembershipEvent;
import io.worksync.contracts.event.TopicEvent;
import io.worksync.contracts.problem.Refusal;
import io.worksync.realtime.Control;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/// Writes people into channels and out of them, and says what is to be announced of it.
@ApplicationScoped
public class Roster {

    private static final String INSERT =
            "INSERT INTO memberships (channel_id, user_id, role, joined_at, read_seq)"
                    + " SELECT c.id, :user, :role, :now, c.last_seq FROM channels c"
                    + " WHERE c.id = :channel ON CONFLICT DO NOTHING";
    private static final String DELETE =
            "DELETE FROM memberships WHERE channel_id = :channel AND user_id = :user"
                    + " RETURNING role AS role, joined_at AS joined_at";
    private static final String COUNT =
            "UPDATE channels SET member_count = member_count + :change WHERE id = :channel"
                    + " RETURNING last_event";
    private static final String CHANNELS_OF =
            "SELECT count(*) FROM memberships WHERE user_id = :user";

    private final MyChannels channels;
    private final ChatConfig.Members limits;
    private final Clock clock;

    Roster(MyChannels channels, ChatConfig config, Clock clock) {
        this.channels = channels;
        this.limits = config.members();
        this.clock = clock;
    }

    /// Makes the person a member; nothing is announced where they are one already.
    public Uni<List<Announcement>> enrol(
            StatelessSession session, ChannelRef channel, User user, MemberRole role) {
        Member member = new Member(channel.id(), user.id(), role, clock.instant(), user);
        return withinLimit(session, user)
                .chain(() -> insert(session, member))
                .chain(
                        inserted ->
                                inserted == 0
                                        ? Uni.createFrom().item(List.of())
                                        : joined(session, channel, member));
    }

    /// Makes several people members, one after the other.
    public Uni<List<Announcement>> enrol(
            StatelessSession session, ChannelRef channel, List<User> people, MemberRole role) {
        return Multi.createFrom()
                .iterable(people)
                .onItem()
                .transformToUniAndConcatenate(user -> enrol(session, channel, user, role))
                .collect()
                .in(ArrayList<Announcement>::new, List::addAll)
                .map(List::copyOf);
    }

    /// Ends the person's membership; refused with 404 where there is none.
    Uni<List<Announcement>> dismiss(StatelessSession session, ChannelRef channel, User user) {
        return session.createNativeQuery(DELETE, Tuple.class)
                .setParameter("channel", channel.id().value())
                .setParameter("user", user.id().value())
                .getResultList()
                .map(rows -> former(channel, user, rows))
                .chain(member -> left(session, channel, member));
    }

    private Uni<Void> withinLimit(StatelessSession session, User user) {
        return session.createNativeQuery(CHANNELS_OF, Long.class)
                .setParameter("user", user.id().value())
                .getSingleResult()
                .invoke(this::checkLimit)
                .replaceWithVoid();
    }

    private void checkLimit(long channelsOfUser) {
        if (channelsOfUser >= limits.channelsPerUser()) {
            throw Refusal.conflict(
                    "Nobody may be in more than " + limits.channelsPerUser() + " channels");
        }
    }

    private static Uni<Integer> insert(StatelessSession session, Member member) {
        return session.createNativeQuery(INSERT)
                .setParameter("channel", member.channelId().value())
                .setParameter("user", member.userId().value())
                .setParameter("role", member.role().name())
                .setParameter("now", member.joinedAt())
                .executeUpdate();
    }

    private Uni<List<Announcement>> joined(
            StatelessSession session, ChannelRef channel, Member member) {
        return count(session, channel, 1)
                .chain(
                        version ->
                                channels.one(session, member.userId(), channel.id())
                                        .map(mine -> joined(channel, member, mine, version)));
    }

    private static List<Announcement> joined(
            ChannelRef channel, Member member, MyChannel mine, long version) {
        Instant now = member.joinedAt();
        Control subscribe = Control.subscribing(Announcement.channelTopic(channel.id()));
        return List.of(
                Announcement.inChannel(channel.id(), new TopicEvent.MemberJoined(now, member))
                        .alsoOn(record(channel, member, true, version)),
                Announcement.toUser(
                        member.userId(), new TopicEvent.ChannelJoined(now, mine), subscribe));
    }

    private static Member former(ChannelRef channel, User user, List<Tuple> rows) {
        if (rows.isEmpty()) {
            throw Refusal.notFound();
        }
        Fields row = new Fields(rows.getFirst());
        MemberRole role = MemberRole.valueOf(row.text("role"));
        return new Member(channel.id(), user.id(), role, row.instant("joined_at"), user);
    }

    private Uni<List<Announcement>> left(
            StatelessSession session, ChannelRef channel, Member member) {
        return count(session, channel, -1).map(version -> left(channel, member, version));
    }

    private List<Announcement> left(ChannelRef channel, Member member, long version) {
        Instant now = clock.instant();
        TopicEvent.ChannelLeft.Left id = new TopicEvent.ChannelLeft.Left(channel.id());
        Control unsubscribe = Control.unsubscribing(Announcement.channelTopic(channel.id()));
        return List.of(
                Announcement.inChannel(channel.id(), new TopicEvent.MemberLeft(now, member))
                        .alsoOn(record(channel, member, false, version)),
                Announcement.toUser(
                        member.userId(), new TopicEvent.ChannelLeft(now, id), unsubscribe));
    }

    /// Takes the channel's lock; the result grows with each change of who is in the channel.
    private static Uni<Long> count(StatelessSession session, ChannelRef channel, int change) {
        return session.createNativeQuery(COUNT, Long.class)
                .setParameter("channel", channel.id().value())
                .setParameter("change", change)
                .getSingleResult();
    }

    private static KafkaRecord record(
            ChannelRef channel, Member member, boolean joined, long version) {
        return new KafkaRecord(
                KafkaTopics.MEMBERSHIPS,
                channel.id() + ":" + member.userId(),
                new MembershipEvent(
                        channel.id(), member.userId(), member.role(), joined, version, channel));
    }
}
