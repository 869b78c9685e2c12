package dev.rollback.aws.s3;

import dev.rollback.aws.s3.KeyState.Doubt;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Folds the entries of one key, newest first, into its state. Holds a handful of entries, however many the key has. */
final class KeyFold {

    private final String key;
    private final Wanted.Goal goal;
    private @Nullable Entry current;
    private @Nullable Entry below;
    private @Nullable Entry last;
    private @Nullable Entry aim;
    private @Nullable Entry beforeAim;
    private @Nullable Entry rival;

    KeyFold(String key, Wanted.Goal goal) {
        this.key = key;
        this.goal = goal;
    }

    String key() {
        return key;
    }

    void add(PageMerge.Placed placed) {
        Entry entry = placed.entry();
        if (current == null) {
            current = entry;
        } else if (below == null) {
            below = entry;
        }
        if (aim == null && goal.isMetBy(entry)) {
            aim = entry;
            beforeAim = last;
            rival = placed.rival();
        }
        last = entry;
    }

    /** The state of the key, once all of its entries were added. Finds the order of a tie out where it matters. */
    KeyState end(Ties ties) {
        Entry given = goal.given();
        if (given != null) {
            return new KeyState(key, current, below, given, Doubt.NONE);
        }
        Entry found = aim;
        if (found == null) {
            return new KeyState(key, current, below, null, goal.isNamed() ? Doubt.GONE : Doubt.NONE);
        }
        Entry other = rival;
        if (other == null || goal.isNamed()) {
            return new KeyState(key, current, below, found, Doubt.NONE);
        }
        Optional<Entry> later = ties.later(beforeAim, found, other);
        return new KeyState(key, current, below, later.orElse(null), later.isPresent() ? Doubt.NONE : Doubt.TIED);
    }
}
