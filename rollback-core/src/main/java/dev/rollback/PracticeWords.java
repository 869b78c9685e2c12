package dev.rollback;

import dev.rollback.journal.Practice;
import dev.rollback.target.Assessment;
import dev.rollback.target.Assessment.Expected;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Puts the practice of a plan in words, for its preview. */
final class PracticeWords {

    private static final String NEVER = "never, as far as the plan was told";

    private final Practised practised;

    PracticeWords(Practised practised) {
        this.practised = practised;
    }

    /** The last rehearsal. */
    String rehearsed() {
        return practised.rehearsals().stream()
                .findFirst()
                .map(PracticeWords::rehearsed)
                .orElse(NEVER);
    }

    private static String rehearsed(Practice.Rehearsed last) {
        return Texts.date(last.at()) + ", " + (last.rehearsals() == 1 ? "once" : last.rehearsals() + " times") + ", "
                + (last.isPassed() ? "all invariants held" : last.broken() + " broke an invariant");
    }

    /** The last drill. */
    String drilled() {
        return practised.drills().stream().findFirst().map(this::drilled).orElse(NEVER);
    }

    private String drilled(Practice.Drilled last) {
        String where = Texts.date(last.at()) + (last.where().isEmpty() ? "" : " in " + last.where());
        int all = practised.drills().size();
        String passed = all == 1 ? "" : "; " + practised.passed().size() + " of " + all + " drills passed";
        return last.isPassed()
                ? where + ", rolled back in " + Texts.duration(last.took()) + passed
                : where + ", failed: " + last.failure() + passed;
    }

    /** How long a step takes, and who says so. */
    String takes(String step, @Nullable Assessment assessment) {
        String estimated = assessment == null ? "" : expected(assessment.expected());
        return practised
                .times(step)
                .map(times -> expected(times.last()) + ", " + measured(times) + unlike(times, assessment))
                .orElse(estimated);
    }

    private static String measured(Practised.Times times) {
        String day = Texts.date(times.drill().at());
        if (times.drills() == 1) {
            return "measured in the drill of " + day;
        }
        return "measured in the last of " + times.drills() + " drills, of " + day + ", the longest took "
                + Texts.duration(times.longest().settled());
    }

    /** The estimate as well, where it is more than twice as long or as short. */
    private static String unlike(Practised.Times times, @Nullable Assessment assessment) {
        if (assessment == null) {
            return "";
        }
        Expected estimated = assessment.expected();
        boolean unlike = isUnlike(times.last().serving(), estimated.serving())
                || isUnlike(times.last().settled(), estimated.settled());
        return unlike ? "; estimated: " + expected(estimated) : "";
    }

    private static boolean isUnlike(Duration a, Duration b) {
        return a.compareTo(b.plus(b)) > 0 || b.compareTo(a.plus(a)) > 0;
    }

    static String expected(Expected expected) {
        return expected.serving().equals(expected.settled())
                ? "over in " + Texts.duration(expected.settled())
                : "serves in " + Texts.duration(expected.serving()) + ", over in " + Texts.duration(expected.settled());
    }
}
