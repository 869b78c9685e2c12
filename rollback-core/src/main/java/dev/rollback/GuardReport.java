package dev.rollback;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a guard has seen and done. Immutable.
 *
 * @param plan the name of the plan that it starts
 * @param state where it stands
 * @param watching what it watches for, for people
 * @param until when it ends
 * @param looks how many times it looked at all of its probes
 * @param timeline what happened, the oldest first; the last 200
 * @param rollback the report of the run that it started, as far as that has come; null if it started none
 */
public record GuardReport(
        String plan,
        State state,
        String watching,
        Instant until,
        long looks,
        List<RollbackReport.Entry> timeline,
        @Nullable RollbackReport rollback) {

    /** Copies the timeline. */
    public GuardReport {
        timeline = List.copyOf(timeline);
    }

    GuardReport with(RollbackReport run) {
        return new GuardReport(plan, state, watching, until, looks, timeline, run);
    }

    /** Where a guard stands. */
    public enum State {
        /** It looks, and has started nothing. */
        WATCHING,
        /** The run that it started is under way. */
        ROLLING_BACK,
        /** Its time is over, and what it watches for did not happen. */
        QUIET,
        /** Its time is over; it could not see anything for most of it, so nothing is known of the deployment: the timeline says why. */
        BLIND,
        /** Its time is over; what it watches for did happen, and something kept it from starting the plan: the timeline says what. */
        WITHHELD,
        /** The run that it started is over. */
        ACTED,
        /** Somebody stopped it, or it failed; the timeline says who, or why. */
        STOPPED
    }

    /** Whether it is over. */
    public boolean isOver() {
        return state != State.WATCHING && state != State.ROLLING_BACK;
    }

    /** The report of the run that it started; empty if it started none. */
    public Optional<RollbackReport> started() {
        return Optional.ofNullable(rollback);
    }

    /** For people, no line longer than {@code width} where words allow it; 40 at least. */
    public String toText(int width) {
        Page page = new Page(Math.max(40, width));
        page.line("", state + ": guard of " + plan);
        page.field(0, "when", 6, watching);
        page.field(0, "until", 6, Texts.instant(until) + ", looked " + looks + (looks == 1 ? " time" : " times"));
        timeline.forEach(entry -> page.line("  " + Texts.clock(entry.at()) + "  ", entry.text()));
        return rollback == null ? page.text() : page.blank().text() + rollback.toText(width);
    }

    @Override
    public String toString() {
        return toText(100);
    }
}
