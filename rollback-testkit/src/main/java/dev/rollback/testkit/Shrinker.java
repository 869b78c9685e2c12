package dev.rollback.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds out how little of what disturbed a rehearsal is enough to break it in the same way. */
final class Shrinker {
    private final Twin twin;

    Shrinker(Twin twin) {
        this.twin = twin;
    }

    /** Conditions that break the same invariant, and of which nothing can be left out. */
    Conditions smallest(Conditions broken) {
        String wanted = wrong(broken);
        Conditions smallest = broken;
        if (broken.seed() != null && wrong(broken.mixedBy(null)).equals(wanted)) {
            smallest = broken.mixedBy(null);
        }
        Optional<Conditions> smaller = Optional.of(smallest);
        while (smaller.isPresent()) {
            smallest = smaller.get();
            smaller = smaller(smallest, wanted);
        }
        return smallest;
    }

    private Optional<Conditions> smaller(Conditions broken, String wanted) {
        for (Disturbance one : broken.more()) {
            List<Disturbance> rest = new ArrayList<>(broken.more());
            rest.remove(one);
            Conditions without = broken.with(rest);
            if (wrong(without).equals(wanted)) {
                return Optional.of(without);
            }
        }
        return Optional.empty();
    }

    /** The first invariant that does not hold, or that the run did not come to a report; empty if all is well. */
    private String wrong(Conditions conditions) {
        try {
            return twin.run(conditions).violations().stream()
                    .map(Violation::invariant)
                    .findFirst()
                    .orElse("");
        } catch (RehearsalException e) {
            return "no report";
        }
    }
}
