package dev.rollback.testkit;

import dev.rollback.EngineOptions;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Somebody who is told of a run, is bad at it, and must not matter to it. */
enum Bystander {
    LISTENER_THROWS(BadListener.Manner.THROWS),
    LISTENER_HANGS(BadListener.Manner.HANGS),
    NOTIFIER_FAILS(BadNotifier.Manner.FAILS),
    NOTIFIER_IS_REFUSED(BadNotifier.Manner.IS_REFUSED),
    NOTIFIER_THROWS(BadNotifier.Manner.THROWS),
    NOTIFIER_HANGS(BadNotifier.Manner.HANGS),
    NOTIFIER_IS_SLOW(BadNotifier.Manner.IS_SLOW);

    private static final Duration LISTENERS_LEAVE = Duration.ofSeconds(1);

    /** So often that a slow one has far more to tell than it can. */
    private static final Duration FLOOD = Duration.ofSeconds(1);

    private final BadListener.@Nullable Manner listener;
    private final BadNotifier.@Nullable Manner notifier;

    Bystander(BadListener.Manner listener) {
        this.listener = listener;
        this.notifier = null;
    }

    Bystander(BadNotifier.Manner notifier) {
        this.listener = null;
        this.notifier = notifier;
    }

    void join(EngineOptions options, VirtualClock clock) {
        if (listener != null) {
            options.listener(new BadListener(clock, listener));
        }
        if (notifier != null) {
            options.notifier(
                    new BadNotifier(clock, notifier), said -> said.drills().progressEvery(FLOOD));
        }
    }

    /** How long it may keep whoever waits for the report: a listener has a moment to hear of the end, nobody waits for a message. */
    Duration mayDelay() {
        return listener == null ? Duration.ZERO : LISTENERS_LEAVE;
    }

    /** Who it is, for a message. */
    String words() {
        return "a "
                + name().toLowerCase(Locale.ROOT).replaceFirst("_", " that ").replace('_', ' ');
    }
}
