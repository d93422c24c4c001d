package io.worksync.chat.channel;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import io.smallrye.mutiny.Uni;
import io.worksync.chat.ChatConfig;
import io.worksync.chat.channel.PgChannels.NewChannel;
import io.worksync.chat.database.PgSession;
import io.worksync.chat.membership.PgMyChannels;
import io.worksync.chat.membership.PgRoster;
import io.worksync.chat.outbox.Announced;
import io.worksync.chat.outbox.Announcer;
import io.worksync.chat.page.Bodies;
import io.worksync.chat.user.PgUsers;
import io.worksync.contracts.chat.ChannelKind;
import io.worksync.contracts.chat.ChannelRef;
import io.worksync.contracts.chat.MemberRole;
import io.worksync.contracts.chat.MyChannel;
import io.worksync.contracts.chat.User;
import io.worksync.contracts.id.ChannelId;
import io.worksync.contracts.id.UserId;
import io.worksync.contracts.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Opens the one direct channel of exactly these people, or finds it.
///
/// However many of them ask at once, a unique key on the set of people lets only one be made.
@ApplicationScoped
class OpenDirectChannel {

    private final Announcer announcer;
    private final PgChannels channels;
    private final PgUsers users;
    private final PgRoster roster;
    private final PgMyChannels mine;
    private final int maxPeople;
    private final Clock clock;
    private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();

    OpenDirectChannel(
            Announcer announcer,
            PgChannels channels,
            PgUsers users,
            PgRoster roster,
            PgMyChannels mine,
            ChatConfig config,
            Clock clock) {
        this.announcer = announcer;
        this.channels = channels;
        this.users = users;
        this.roster = roster;
        this.mine = mine;
        this.maxPeople = config.members().direct();
        this.clock = clock;
    }

    /// Whom the caller wants to talk to.
    @Schema(name = "DirectChannelPeople")
    record Body(@Nullable List<UserId> userIds) {}

    /// The channel, and whether it was made now.
    record Opened(MyChannel channel, boolean isNew) {}

    Uni<Opened> open(User caller, @Nullable Body body) {
        List<UserId> people = people(caller, Bodies.required("body", body));
        return announcer.commit(
                session ->
                        users.visible(session, caller, people)
                                .map(found -> all(found, people))
                                .chain(found -> open(session, caller, found)));
    }

    private Uni<Announced<Opened>> open(PgSession session, User caller, List<User> people) {
        String key = people.stream().map(p -> p.id().toString()).collect(Collectors.joining(","));
        return channels.findDirect(session, key)
                .chain(
                        known ->
                                known == null
                                        ? make(session, caller, people, key)
                                        : found(session, caller, known));
    }

    private Uni<Announced<Opened>> make(
            PgSession session, User caller, List<User> people, String key) {
        ChannelId id = new ChannelId(ids.generate());
        NewChannel channel =
                new NewChannel(
                        id, ChannelKind.DIRECT, null, null, clock.instant(), caller.id(), key);
        return channels.insert(session, channel)
                .chain(
                        isNew ->
                                isNew
                                        ? founded(session, caller, id, people)
                                        : channels.findDirect(session, key)
                                                .map(Objects::requireNonNull)
                                                .chain(other -> found(session, caller, other)));
    }

    private Uni<Announced<Opened>> founded(
            PgSession session, User caller, ChannelId id, List<User> people) {
        ChannelRef ref = new ChannelRef(id, ChannelKind.DIRECT, null);
        return roster.enrol(session, ref, people, MemberRole.MEMBER)
                .chain(
                        announcements ->
                                mine.one(session, caller.id(), id)
                                        .map(c -> new Opened(c, true))
                                        .map(opened -> new Announced<>(opened, announcements)));
    }

    private Uni<Announced<Opened>> found(PgSession session, User caller, ChannelId id) {
        return mine.one(session, caller.id(), id)
                .map(channel -> new Announced<>(new Opened(channel, false), List.of()));
    }

    /// The people, the caller among them, each once.
    private List<UserId> people(User caller, Body body) {
        List<UserId> asked = Bodies.required("userIds", body.userIds());
        if (asked.isEmpty() || asked.contains(null)) {
            throw Refusal.badRequest("userIds", "This names nobody");
        }
        TreeSet<String> people = new TreeSet<>();
        people.add(caller.id().toString());
        asked.forEach(id -> people.add(id.toString()));
        if (people.size() > maxPeople) {
            throw Refusal.badRequest(
                    "userIds", "A direct channel has at most " + maxPeople + " people");
        }
        return people.stream().map(UserId::fromString).toList();
    }

    /// Those found, in the order of their ids; all of them must be there.
    private static List<User> all(List<User> found, List<UserId> people) {
        if (found.size() != people.size()) {
            throw Refusal.notFound();
        }
        return people.stream()
                .map(id -> found.stream().filter(u -> u.id().equals(id)).findFirst().orElseThrow())
                .toList();
    }
}
