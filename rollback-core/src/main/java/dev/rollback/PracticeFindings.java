package dev.rollback;

import dev.rollback.journal.Practice;
import dev.rollback.run.StepKind;
import dev.rollback.target.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the practice of a plan says before it is run in earnest; nothing of it blocks. Says nothing of a plan that was told of no practice. */
final class PracticeFindings {

    private static final String REHEARSE =
            "Rehearse the plan on fakes in the build, and tell the plan with practised(...).";
    private static final String DRILL =
            "Drill the plan where nobody is harmed, engine.drill(...), and tell the plan with practised(...).";

    private final Practised practised;
    private final List<StepPreview> steps;
    private final Instant now;
    private final List<Finding> findings = new ArrayList<>();

    PracticeFindings(Practised practised, List<StepPreview> steps, Instant now) {
        this.practised = practised;
        this.steps = steps;
        this.now = now;
    }

    List<Finding> all() {
        if (practised.isKnown()) {
            rehearsals();
            drills();
            unused();
        }
        return findings;
    }

    private void rehearsals() {
        List<Practice.Rehearsed> rehearsals = practised.rehearsals();
        if (rehearsals.isEmpty()) {
            never("REHEARSED", "rehearsed", REHEARSE);
            return;
        }
        Practice.Rehearsed last = rehearsals.get(0);
        if (!last.isPassed()) {
            findings.add(Finding.warning(
                    "REHEARSAL_BROKEN",
                    "Of " + last.rehearsals() + " rehearsals on " + Texts.date(last.at()) + ", " + last.broken()
                            + " broke an invariant.",
                    "Look at the report of that build before you rely on what failed there."));
        }
        rehearsals.stream()
                .filter(Practice::isPassed)
                .findFirst()
                .ifPresent(passed -> old("REHEARSAL", "rehearsed", passed.at(), REHEARSE));
    }

    private void drills() {
        List<Practice.Drilled> drills = practised.drills();
        if (drills.isEmpty()) {
            never("DRILLED", "drilled", DRILL);
            return;
        }
        Practice.Drilled last = drills.get(0);
        if (!last.isPassed()) {
            findings.add(Finding.warning(
                    "DRILL_FAILED",
                    "The last drill, run " + last.run() + " on " + Texts.date(last.at()) + ", failed: "
                            + Texts.sentence(last.failure()),
                    "Find out there whether it would fail here as well, and drill it again."));
        }
        practised.passed().stream().findFirst().ifPresent(passed -> old("DRILL", "drilled", passed.at(), DRILL));
        notMeasured();
    }

    private void never(String code, String done, String remedy) {
        if (practised.toCome().isEmpty()) {
            findings.add(new Finding(
                    Finding.Level.NOTE,
                    "NEVER_" + code,
                    "The plan was never " + done + ", as far as it was told.",
                    remedy));
        }
    }

    private void old(String code, String done, Instant last, String remedy) {
        Duration age = Duration.between(last, now);
        if (age.compareTo(practised.within()) > 0) {
            findings.add(Finding.warning(
                    code + "_OLD",
                    "The plan was last " + done + " with success on " + Texts.date(last) + ", " + Texts.duration(age)
                            + " ago, expected within " + Texts.duration(practised.within())
                            + ": it may not be what it was then.",
                    remedy));
        }
    }

    /** Steps that would do something and that no drill ever did. */
    private void notMeasured() {
        List<String> names = steps.stream()
                .filter(step -> step.kind() == StepKind.RUN || step.isChange())
                .map(StepPreview::name)
                .filter(step -> practised.times(step).isEmpty())
                .toList();
        if (!practised.passed().isEmpty() && !names.isEmpty()) {
            findings.add(Finding.note(
                    "NOT_DRILLED",
                    "No drill that passed changed anything in " + String.join(", ", names)
                            + ": the time expected there is estimated."));
        }
    }

    private void unused() {
        if (!practised.ofOthers().isEmpty()) {
            String plans = practised.ofOthers().stream()
                    .map(Practice::plan)
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining(", "));
            findings.add(Finding.note(
                    "PRACTICE_OF_OTHERS",
                    "What is remembered of the practice of other plans is not used: " + plans + "."));
        }
        practised.toCome().stream()
                .findFirst()
                .ifPresent(record -> findings.add(Finding.warning(
                        "PRACTICE_TO_COME",
                        "The plan is said to be practised on " + Texts.instant(record.at()) + ", which is after now, "
                                + Texts.instant(now) + ": not used.",
                        "Find out which clock is wrong, this one or the one of then.")));
        gone().ifPresent(findings::add);
    }

    /** Steps that the last drill measured and that are not there any more, or are of another kind. */
    private Optional<Finding> gone() {
        List<String> names = practised.passed().stream()
                .limit(1)
                .flatMap(drill -> drill.steps().stream())
                .filter(measured -> steps.stream().noneMatch(step -> isOf(step, measured)))
                .map(Practice.Measured::step)
                .toList();
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.note(
                        "DRILL_OF_OTHER_STEPS",
                        "The last drill measured steps that the plan has no more, or that are of another kind now: "
                                + String.join(", ", names) + ". Their times are not used."));
    }

    /** A target whose kind could not be read may be the one of then. */
    private static boolean isOf(StepPreview step, Practice.Measured measured) {
        return step.name().equals(measured.step())
                && Practised.kind(step)
                        .filter(kind -> !kind.equals(measured.kind()))
                        .isEmpty();
    }
}
