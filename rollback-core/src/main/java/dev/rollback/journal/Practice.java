package dev.rollback.journal;

import dev.rollback.run.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is remembered of practising a plan: that it was rehearsed on fakes, or run for real where nobody is harmed. Carried from where a plan is practised to where it may be needed as
 * {@link #toJson() JSON}. Holds no secrets. Immutable.
 */
public sealed interface Practice {

    /** The form that is written, and the newest that can be read. */
    int FORMAT = 1;

    /** The name of the plan. */
    String plan();

    /** When it began. */
    Instant at();

    /** Whether all went as it should. */
    boolean isPassed();

    /** The record as one line of JSON, whose form is stable. The same record gives the same text. */
    String toJson();

    /**
     * Reads what {@link #toJson()} wrote, with any blanks between. Fields that are not known are passed over.
     *
     * @throws JournalException of kind {@code CORRUPT} when it is not that, {@code NEWER} when a newer version of the library wrote it
     */
    static Practice parse(String json) {
        return PracticeText.read("the practice", json);
    }

    /**
     * Reads records that were kept together, one a line; empty lines are passed over.
     *
     * @throws JournalException as {@link #parse} does, with the number of the line
     */
    static List<Practice> parseLines(String lines) {
        return PracticeText.readLines(lines);
    }

    /**
     * A plan was rehearsed on fakes.
     *
     * @param plan the name of the plan
     * @param at when, by the clock of whoever says so: a rehearsal itself knows virtual time only
     * @param rehearsals how many times
     * @param broken in how many of them an invariant did not hold
     */
    record Rehearsed(String plan, Instant at, int rehearsals, int broken) implements Practice {

        /** Checks the numbers. */
        public Rehearsed {
            if (rehearsals < 1 || broken < 0 || broken > rehearsals) {
                throw new IllegalArgumentException("Plan " + plan + " was rehearsed " + rehearsals
                        + " times, with a broken invariant in " + broken
                        + ": expected one rehearsal or more, and not more that are broken.");
            }
        }

        @Override
        public boolean isPassed() {
            return broken == 0;
        }

        /**
         * This and what was rehearsed beside it, as one: every fault, every crash.
         *
         * @throws IllegalArgumentException when that was another plan
         */
        public Rehearsed and(Rehearsed other) {
            if (!plan.equals(other.plan)) {
                throw new IllegalArgumentException("Rehearsals of plan " + plan
                        + " were to be counted with those of plan " + other.plan + ": keep a record of each plan.");
            }
            Instant first = at.isBefore(other.at) ? at : other.at;
            return new Rehearsed(plan, first, rehearsals + other.rehearsals, broken + other.broken);
        }

        @Override
        public String toJson() {
            return PracticeText.write(this);
        }
    }

    /**
     * A plan was drilled: run for real, and put back.
     *
     * @param run the run that rolled back
     * @param plan the name of the plan
     * @param at when that run began
     * @param where the scopes of the targets, for AWS {@code region/account}; empty if the plan has none
     * @param took how long that run took
     * @param failure what did not go as it should; empty if all did
     * @param steps how long each step took that changed something and came to its end
     */
    record Drilled(
            RunId run, String plan, Instant at, String where, Duration took, String failure, List<Measured> steps)
            implements Practice {

        /** Copies the list. */
        public Drilled {
            Measured.check("run " + run, took);
            steps = List.copyOf(steps);
        }

        @Override
        public boolean isPassed() {
            return failure.isEmpty();
        }

        @Override
        public String toJson() {
            return PracticeText.write(this);
        }

        /**
         * How long a step took.
         *
         * @param step its name
         * @param kind the kind of its target; empty for an action
         */
        public Optional<Measured> measured(String step, String kind) {
            return steps.stream()
                    .filter(one -> one.step().equals(step) && one.kind().equals(kind))
                    .findFirst();
        }
    }

    /**
     * How long a step took, pauses between weights and waiting at gates included, and what is verified once it serves not.
     *
     * @param step its name
     * @param kind the kind of its target; empty for an action
     * @param serving until users got the wanted version
     * @param settled until nothing went on any more
     */
    record Measured(String step, String kind, Duration serving, Duration settled) {

        private static final Duration LONGEST = Duration.ofDays(365);

        /** Checks the times. */
        public Measured {
            check("step " + step, serving);
            check("step " + step, settled);
        }

        private static void check(String what, Duration took) {
            if (took.isNegative() || took.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(
                        what + " took " + took + ": expected zero to " + LONGEST.toDays() + " days.");
            }
        }
    }
}
