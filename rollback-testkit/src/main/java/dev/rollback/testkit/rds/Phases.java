package dev.rollback.testkit.rds;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The statuses that something goes through, each from a time on. */
final class Phases {
    private final NavigableMap<Instant, String> from = new TreeMap<>();
    private boolean stuck;

    Phases(Instant begin, String status) {
        from.put(begin, status);
    }

    /** Goes on with a status from then on, and forgets what was to come after that. */
    Phases then(Instant when, String status) {
        from.tailMap(when, true).clear();
        from.put(when, status);
        return this;
    }

    /** Goes on with a status after the last so far has lasted that long. */
    Phases after(Duration lasting, String status) {
        from.put(from.lastKey().plus(lasting), status);
        return this;
    }

    boolean isOver(Instant now) {
        return from.higherKey(now) == null;
    }

    /** Lets what is to come take so many times as long. */
    void stretch(Instant now, int times) {
        NavigableMap<Instant, String> later = new TreeMap<>(from.tailMap(now, false));
        from.tailMap(now, false).clear();
        later.forEach(
                (when, status) -> from.put(now.plus(Duration.between(now, when).multipliedBy(times)), status));
    }

    /** Stays in the first status to come if it is in its usual one now, else in the one that it has. */
    void stay(Instant now) {
        stuck = true;
        Instant last = is("available", now) ? from.higherKey(now) : null;
        from.tailMap(last == null ? now : last, false).clear();
    }

    String at(Instant now) {
        Map.Entry<Instant, String> phase = from.floorEntry(now);
        return phase == null ? from.firstEntry().getValue() : phase.getValue();
    }

    /** Whether it has the status now. */
    boolean is(String status, Instant now) {
        return at(now).equals(status);
    }

    /** When the last status begins. */
    Instant end() {
        return from.lastKey();
    }

    /** How much of the way from the first to the last status is gone, in percent; none where it does not end. */
    int percent(Instant now) {
        if (stuck) {
            return 0;
        }
        long all = Duration.between(from.firstKey(), from.lastKey()).toMillis();
        long gone = Duration.between(from.firstKey(), now).toMillis();
        return all <= 0 || gone >= all ? 100 : (int) (100 * Math.max(0, gone) / all);
    }
}
