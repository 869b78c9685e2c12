package dev.rollback;

import dev.rollback.target.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Changes that follow each other so closely that a time between them hits one by chance. Immutable.
 *
 * @param first when the first of them went live
 * @param last when the last of them did
 */
record Burst(Instant first, Instant last) {

    /** Changes closer than this belong together. */
    private static final Duration CLOSE = Duration.ofMinutes(5);

    /** The burst that a time lies within, if it does: after its first change and before its last. */
    static Optional<Burst> around(Instant at, Stream<Instant> newestFirst) {
        List<Instant> changes = changesNear(at, newestFirst);
        Collections.sort(changes);
        int before = -1;
        for (int i = 0; i < changes.size() && !changes.get(i).isAfter(at); i++) {
            before = i;
        }
        if (before < 0 || before + 1 >= changes.size() || !close(changes, before)) {
            return Optional.empty();
        }
        int first = before;
        while (first > 0 && close(changes, first - 1)) {
            first--;
        }
        int last = before + 1;
        while (last + 1 < changes.size() && close(changes, last)) {
            last++;
        }
        return Optional.of(new Burst(changes.get(first), changes.get(last)));
    }

    private static boolean close(List<Instant> changes, int index) {
        return Duration.between(changes.get(index), changes.get(index + 1)).compareTo(CLOSE) <= 0;
    }

    private static List<Instant> changesNear(Instant at, Stream<Instant> newestFirst) {
        List<Instant> changes = new ArrayList<>();
        Instant far = at.minus(CLOSE.multipliedBy(12));
        Iterator<Instant> starts = newestFirst.iterator();
        while (starts.hasNext()) {
            Instant from = starts.next();
            changes.add(from);
            if (from.isBefore(far)) {
                break;
            }
        }
        return changes;
    }

    Finding finding(String target, Instant at) {
        return Finding.soft(
                "INSTANT_IN_BURST",
                "At " + at + " " + target + " was in the middle of changes from " + first + " to " + last + ".",
                "Take the time before them, asOf(" + first.minusMillis(1) + "), or after them, asOf(" + last
                        + "); or override.");
    }
}
