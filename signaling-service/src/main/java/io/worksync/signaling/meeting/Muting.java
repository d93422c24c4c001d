package io.worksync.signaling.meeting;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a host turns off of somebody.
public record Muting(Set<Kind> kinds) {

    public Muting {
        kinds = Set.copyOf(kinds);
    }

    /// What can be turned off.
    public enum Kind {
        AUDIO,
        VIDEO,
        SCREEN,
        HAND
    }

    /// False for what is turned off, null for what stays as it is.
    @Nullable Boolean off(Kind kind) {
        return kinds.contains(kind) ? Boolean.FALSE : null;
    }

    Seat.Media applied(Seat.Media media) {
        return new Seat.Media(
                media.audio() && !kinds.contains(Kind.AUDIO),
                media.video() && !kinds.contains(Kind.VIDEO),
                media.screen() && !kinds.contains(Kind.SCREEN),
                media.hand() && !kinds.contains(Kind.HAND));
    }
}
