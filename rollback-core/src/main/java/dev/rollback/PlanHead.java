package dev.rollback;

import dev.rollback.journal.Practice;
import dev.rollback.run.RunId;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a plan is called, and what is said of it beside what it does. Immutable.
 *
 * @param reason why it is carried out; may be empty
 * @param notes what is kept with its runs
 * @param known what is remembered of its practice; null if nobody said
 * @param required what has to hold before the first change
 * @param takesBack the run that it takes back; null if it rolls back
 */
record PlanHead(
        String name,
        String reason,
        SortedMap<String, String> notes,
        @Nullable Known known,
        Required required,
        @Nullable RunId takesBack) {

    /** The note of runs that are drills: in which accounts they may be. */
    static final String DRILL = "drill";

    /** The note of runs that a guard started: after which deployment. */
    static final String GUARD = "guard";

    PlanHead {
        notes = Collections.unmodifiableSortedMap(new TreeMap<>(notes));
    }

    /**
     * What is remembered of the practice of a plan.
     *
     * @param within how old the last may be
     */
    record Known(List<Practice> records, Duration within) {
        Known {
            records = List.copyOf(records);
        }
    }

    PlanHead because(String why) {
        return new PlanHead(name, why, notes, known, required, takesBack);
    }

    /** What is practised, and what has to hold, is not the way back. */
    PlanHead takingBack(RunId run) {
        return new PlanHead(name, reason, notes, null, Required.NOTHING, run);
    }

    PlanHead drilledIn(String accounts) {
        return noting(DRILL, accounts);
    }

    PlanHead guardedAfter(String deployment) {
        return noting(GUARD, deployment);
    }

    private PlanHead noting(String key, String text) {
        SortedMap<String, String> more = new TreeMap<>(notes);
        more.put(key, text);
        return new PlanHead(name, reason, more, known, required, takesBack);
    }
}
