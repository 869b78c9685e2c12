package dev.rollback;

import dev.rollback.journal.Practice;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of a drill: a plan that was run for real, and put back. Immutable.
 *
 * @param rollback the report of the run that rolled back
 * @param back the report of the run that put everything back as it was found; null if nothing was to be put back
 * @param practice what is remembered of it; null if it counts as no drill, because it was refused before anything was written
 */
public record Drill(RollbackReport rollback, @Nullable RollbackReport back, Practice.@Nullable Drilled practice) {

    /** Whether it rolled back as it should, and everything was put back. */
    public boolean isPassed() {
        return practice != null && practice.isPassed();
    }

    /** The report of the run that put everything back; empty if nothing was to be put back. */
    public Optional<RollbackReport> putBack() {
        return Optional.ofNullable(back);
    }

    /** What is remembered of it, for the plan to be told with {@code practised}; empty if it counts as no drill. */
    public Optional<Practice.Drilled> remembered() {
        return Optional.ofNullable(practice);
    }

    /** In one sentence what it came to. */
    public String summary() {
        if (practice == null) {
            return "No drill of " + rollback.plan() + ": it ended " + rollback.outcome() + ", and nothing was written. "
                    + rollback.nextAction();
        }
        String ended = "The drill of " + rollback.plan() + (practice.isPassed() ? " passed: " : " failed: ");
        return ended + (practice.isPassed() ? passed(practice) : Texts.sentence(practice.failure()));
    }

    private String passed(Practice.Drilled drilled) {
        String rolledBack = "it rolled back in " + Texts.duration(drilled.took());
        return rolledBack
                + (back == null
                        ? ", and nothing was to be put back."
                        : ", and all was put back in " + Texts.duration(back.took()) + ".");
    }

    /**
     * This drill, if it passed.
     *
     * @throws RollbackException otherwise; a scheduled job fails by that
     */
    public Drill orThrow() {
        if (isPassed()) {
            return this;
        }
        throw RollbackException.notDrilled(this);
    }

    /** What it came to, and the reports of both runs, for people; no line longer than {@code width} where words allow it, 40 at least. */
    public String toText(int width) {
        StringBuilder text = new StringBuilder(
                new Page(Math.max(40, width)).line("", summary()).blank().text());
        text.append(rollback.toText(width));
        putBack().ifPresent(report -> text.append('\n').append(report.toText(width)));
        return text.toString();
    }

    @Override
    public String toString() {
        return toText(100);
    }
}
