package dev.rollback.testkit.ecs;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * What is going to happen to a service, by time. Nothing happens by itself: a call advances the agenda to its own time,
 * and all that fell due since the last call happens then, in the order of time and each at its own time.
 */
final class Agenda {
    private static final Comparator<Entry> BY_TIME =
            Comparator.comparing(Entry::at).thenComparing(Entry::order);

    private final PriorityQueue<Entry> entries = new PriorityQueue<>(BY_TIME);
    private Instant now;
    private long order;

    private record Entry(Instant at, long order, Runnable action) {}

    Agenda(Instant start) {
        this.now = start;
    }

    /** The time of what happens right now, which lies behind the clock while the agenda catches up. */
    Instant now() {
        return now;
    }

    void after(Duration delay, Runnable action) {
        entries.add(new Entry(now.plus(delay), order++, action));
    }

    void advance(Instant to) {
        for (Entry next = entries.peek(); next != null && !next.at().isAfter(to); next = entries.peek()) {
            entries.remove();
            now = next.at();
            next.action().run();
        }
        now = to.isAfter(now) ? to : now;
    }
}
