package dev.rollback.testkit;

import dev.rollback.StepReport;
import dev.rollback.run.Outcome;
import dev.rollback.run.Verdict;
import dev.rollback.target.TargetId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Rehearses, and holds what must not make a difference against the plain run. That one is rehearsed once, when it is first needed. */
final class Twin {
    private final RehearsalSettings settings;
    private @Nullable Rehearsed plain;

    Twin(RehearsalSettings settings) {
        this.settings = settings;
    }

    /** The run that nothing disturbs but what the rehearsal is disturbed by in any case, crashes left out. */
    synchronized Rehearsed plain() {
        Rehearsed known = plain;
        if (known == null) {
            Conditions living = Conditions.of(settings).withoutCrashes();
            known = new OneRehearsal(settings, living).examined();
            if (living.equals(Conditions.of(settings))) {
                new Missed(known).orThrow(settings);
            }
            plain = known;
        }
        return known;
    }

    Rehearsed run(Conditions conditions) {
        Rehearsed rehearsed = new OneRehearsal(settings, conditions).run();
        Bystander bystander = conditions.bystander();
        if (bystander != null) {
            harmless(rehearsed, conditions, bystander.mayDelay());
        }
        if (conditions.isCrashAlone()) {
            End.of(plain())
                    .difference(End.of(rehearsed))
                    .forEach(what -> broken(rehearsed, Invariants.CRASH_SAFE, what));
        }
        return rehearsed;
    }

    /** Held against the same run with nobody beside it. */
    private void harmless(Rehearsed rehearsed, Conditions conditions, Duration mayDelay) {
        boolean isPlain = conditions.alone().equals(Conditions.of(settings));
        Rehearsed alone = isPlain ? plain() : new OneRehearsal(settings, conditions.alone()).run();
        if (!rehearsed.journals().equals(alone.journals())) {
            broken(rehearsed, Invariants.LISTENERS_HARMLESS, "the journal differs from that of the run without.");
        }
        if (!rehearsed.report().toJson().equals(alone.report().toJson())) {
            broken(rehearsed, Invariants.LISTENERS_HARMLESS, "the report differs from that of the run without.");
        }
        Duration delay =
                Duration.between(alone.kept().reported(), rehearsed.kept().reported());
        if (delay.compareTo(mayDelay) > 0) {
            broken(rehearsed, Invariants.LISTENERS_HARMLESS, "the report came " + delay + " later than without.");
        }
    }

    private void broken(Rehearsed rehearsed, Invariants invariant, String what) {
        if (settings.invariants.contains(invariant)) {
            rehearsed.broken(
                    new Violation(invariant.title(), what, rehearsed.trace().size()));
        }
    }

    /** What a run came to, by what is true and by what its report says. */
    private record End(Outcome outcome, Verdict verdict, List<StepEnd> steps, SortedMap<TargetId, String> targets) {

        /** What a step came to. */
        private record StepEnd(String name, String end) {}

        static End of(Rehearsed rehearsed) {
            return new End(
                    rehearsed.report().outcome(),
                    rehearsed.report().verdict(),
                    rehearsed.report().steps().stream().map(End::end).toList(),
                    rehearsed.after());
        }

        private static StepEnd end(StepReport step) {
            return new StepEnd(
                    step.name(),
                    step.phase() + step.position().map(where -> " at " + where).orElse(""));
        }

        List<String> difference(End other) {
            List<String> different = new ArrayList<>();
            if (outcome != other.outcome || verdict != other.verdict) {
                different.add("it ended " + other.outcome + ", " + other.verdict + ", the run that lived " + outcome
                        + ", " + verdict + ".");
            }
            for (StepEnd step : steps) {
                if (!other.steps.contains(step)) {
                    different.add("step " + step.name + " ended otherwise, in the run that lived " + step.end
                            + ", here " + other.steps + ".");
                }
            }
            targets.forEach((target, state) -> {
                if (!state.equals(other.targets.get(target))) {
                    different.add(target + " is left with " + other.targets.get(target) + ", the run that lived left "
                            + state + ".");
                }
            });
            return different;
        }
    }
}
