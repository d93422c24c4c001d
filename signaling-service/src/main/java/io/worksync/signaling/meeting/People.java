package io.worksync.signaling.meeting;

import io.worksync.contracts.id.UserId;
import io.worksync.contracts.meeting.MeetingRole;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What hosts said of people, which holds when they come again: the roles they gave, whom they let
/// in from the lobby, and whom they took out.
public record People(List<RoleOf> roles, Set<UserId> admitted, Set<UserId> removed) {

    public static final People NONE = new People(List.of(), Set.of(), Set.of());

    /// Beyond that many somebody is forgotten, who then has to ask again.
    private static final int MAX = 1000;

    public People {
        roles = List.copyOf(roles);
        admitted = Set.copyOf(admitted);
        removed = Set.copyOf(removed);
    }

    /// A role that a host gave, or that was passed on when the host left.
    public record RoleOf(UserId userId, MeetingRole role) {}

    Optional<MeetingRole> roleOf(UserId user) {
        return roles.stream()
                .filter(given -> given.userId().equals(user))
                .map(RoleOf::role)
                .findFirst();
    }

    People withRole(UserId user, MeetingRole role) {
        Stream<RoleOf> others = without(user).roles.stream();
        List<RoleOf> next = Stream.concat(Stream.of(new RoleOf(user, role)), others).toList();
        return new People(next.subList(0, Math.min(MAX, next.size())), admitted, removed);
    }

    People without(UserId user) {
        return new People(
                roles.stream().filter(given -> !given.userId().equals(user)).toList(),
                admitted,
                removed);
    }

    People admit(UserId user) {
        return new People(roles, with(admitted, user), except(removed, user));
    }

    People remove(UserId user) {
        return new People(roles, except(admitted, user), with(removed, user));
    }

    private static Set<UserId> with(Set<UserId> users, UserId user) {
        return Stream.concat(Stream.of(user), users.stream())
                .distinct()
                .limit(MAX)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<UserId> except(Set<UserId> users, UserId user) {
        return users.stream()
                .filter(other -> !other.equals(user))
                .collect(Collectors.toUnmodifiableSet());
    }
}
