package dev.rollback.target;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What one call of {@link Target#reconcile} or {@link Action#reconcile} found. Immutable. */
public sealed interface Progress {

    /** Answers each kind of progress apart. */
    interface Visitor<R> {
        /** Not there yet. */
        R pending(Pending progress);

        /** Users are served; something still goes on. */
        R serving(Serving progress);

        /** Done. */
        R settled(Settled progress);

        /** Waits for the plan. */
        R gate(Gate progress);

        /** Will not get there. */
        R failed(Failed progress);
    }

    /** Calls the visitor's method for this kind. */
    <R> R accept(Visitor<R> visitor);

    /** The change goes on; {@code why} says what it waits for. */
    static Pending pending(String why, double share, Memo memo, Duration again) {
        return new Pending(why, share, memo, again);
    }

    /** Users get the wanted version while draining, baking or clean-up goes on. */
    static Serving serving(String evidence, Memo memo, Duration again) {
        return new Serving(evidence, memo, again);
    }

    /** The wanted version serves and nothing goes on. */
    static Settled settled(Version serving, String evidence) {
        return new Settled(serving, evidence, new TreeMap<>());
    }

    /** An action is done. */
    static Settled done(String evidence) {
        return new Settled(null, evidence, new TreeMap<>());
    }

    /** The step stops here until the plan's check of that name has passed. */
    static Gate gate(String name, Memo memo) {
        return new Gate(name, memo);
    }

    /** The wanted version will not serve. */
    static Failed failed(FailureKind kind, String reason) {
        return new Failed(kind, reason);
    }

    /**
     * Not there yet.
     *
     * @param why what it waits for, for people, for example {@code draining 2 tasks of checkout:42}
     * @param share how much is done, 0 to 1; growth counts as advance when a deadline comes
     * @param memo journaled, and handed to the next call
     * @param again when to look again; the engine may stretch it
     */
    record Pending(String why, double share, Memo memo, Duration again) implements Progress {
        /** Checks the ranges. */
        public Pending {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("The share done is " + share + ": expected 0 to 1.");
            }
            requirePositive(again);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.pending(this);
        }
    }

    /**
     * Users get the wanted version while something still goes on.
     *
     * @param evidence what was seen, for people
     * @param memo journaled, and handed to the next call
     * @param again when to look again; the engine may stretch it
     */
    record Serving(String evidence, Memo memo, Duration again) implements Progress {
        /** Checks the ranges. */
        public Serving {
            requirePositive(again);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.serving(this);
        }
    }

    /**
     * The wanted version serves and nothing goes on any more.
     *
     * @param serving what serves now; its id may differ from the wanted one's after a copy, a restore or a registration; null for an action
     * @param evidence what was seen, for people
     * @param facts handed to later steps and the report; no secrets
     */
    record Settled(@Nullable Version serving, String evidence, SortedMap<String, String> facts) implements Progress {
        /** Copies the facts. */
        public Settled {
            facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
        }

        /** The same with one more fact. */
        public Settled fact(String key, String value) {
            SortedMap<String, String> more = new TreeMap<>(facts);
            more.put(key, value);
            return new Settled(serving, evidence, more);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.settled(this);
        }
    }

    /**
     * The step stops until the plan's check of that name has passed; without such a check it goes on at once.
     *
     * @param name the gate's name, documented by the target
     * @param memo journaled, and handed to the next call
     */
    record Gate(String name, Memo memo) implements Progress {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.gate(this);
        }
    }

    /**
     * The wanted version will not serve.
     *
     * @param kind whose fault it is
     * @param reason the service's own words where there are any
     */
    record Failed(FailureKind kind, String reason) implements Progress {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.failed(this);
        }
    }

    private static void requirePositive(Duration again) {
        if (again.isNegative() || again.isZero()) {
            throw new IllegalArgumentException("Looking again after " + again + ": expected a time above zero.");
        }
    }
}
