package dev.rollback.lease;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What became of renewing a lease. Immutable. */
public sealed interface Renewal {

    /** Answers each outcome apart. */
    interface Visitor<R> {
        /** Go on. */
        R renewed(Renewed renewed);

        /** Go on to the end of the step, then release it. */
        R giveWay(GiveWay giveWay);

        /** Start nothing more on this target. */
        R lost(Lost lost);
    }

    /** Calls the visitor's method for this outcome. */
    <R> R accept(Visitor<R> visitor);

    /** The lease with its new end; empty if it was lost. */
    default Optional<Lease> lease() {
        return Optional.empty();
    }

    /**
     * It is yours for longer.
     *
     * @param renewed the lease with its new end
     */
    record Renewed(Lease renewed) implements Renewal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.renewed(this);
        }

        @Override
        public Optional<Lease> lease() {
            return Optional.of(renewed);
        }
    }

    /**
     * It is yours for longer, and somebody with a worse problem waits for it. Finish the step that is under way, then release it: it is then kept for who
     * asked. Whoever does not give way keeps it.
     *
     * @param renewed the lease with its new end
     * @param asked who waits
     */
    record GiveWay(Lease renewed, Asked asked) implements Renewal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.giveWay(this);
        }

        @Override
        public Optional<Lease> lease() {
            return Optional.of(renewed);
        }
    }

    /**
     * It is not yours any more, and somebody else may change the target already. What is under way is watched to its end, nothing new is started.
     *
     * @param cause why
     * @param by who took it; null when it was released, and when too many took it since to remember
     * @param at when it was taken; null when {@code by} is
     * @param why the reason that was given for taking it by force; otherwise empty
     */
    record Lost(
            Cause cause, @Nullable LeaseOwner by, @Nullable Instant at, String why) implements Renewal {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.lost(this);
        }

        /** For people: {@code It was taken by force by Bob (run r-2 of checkout, CRITICAL) at 2026-11-20T12:00:09Z: Ann's machine hangs}. */
        public String describe() {
            return "It was " + cause.text()
                    + (by == null ? "" : " by " + by.describe() + " at " + at)
                    + (why.isEmpty() ? "" : ": " + why);
        }
    }

    /** Why a lease was lost. */
    enum Cause {
        /** It was over, or its process was gone, before it was renewed, and somebody took it. */
        EXPIRED("taken after it was over"),
        /** It was taken by force. */
        FORCED("taken by force"),
        /** The same run took it again, as one does that is carried on elsewhere. */
        TAKEN_UP("taken up anew for the same run"),
        /** Its holder had released it. */
        RELEASED("released"),
        /** Others have it, or had it, and what happened first is forgotten. */
        FORGOTTEN("taken since, by more than are remembered");

        private final String text;

        Cause(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }
}
