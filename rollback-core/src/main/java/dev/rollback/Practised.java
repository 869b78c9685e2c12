package dev.rollback;

import dev.rollback.journal.Practice;
import dev.rollback.run.StepKind;
import dev.rollback.target.Assessment.Expected;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is remembered of the practice of a plan, as far as it bears on a preview. Records of other plans and from times to come are told apart and not used. Immutable. */
final class Practised {

    private final PlanHead.@Nullable Known known;
    private final List<Practice.Rehearsed> rehearsals = new ArrayList<>();
    private final List<Practice.Drilled> drills = new ArrayList<>();
    private final List<Practice> ofOthers = new ArrayList<>();
    private final List<Practice> toCome = new ArrayList<>();
    private final SortedMap<String, Times> times = new TreeMap<>();

    private Practised(PlanHead.@Nullable Known known) {
        this.known = known;
    }

    /**
     * How long drills that passed took for a step.
     *
     * @param drill the last of them that measured it
     * @param last what that one measured
     * @param longest the longest that any of them measured
     * @param drills how many measured it
     */
    record Times(Practice.Drilled drill, Expected last, Expected longest, int drills) {

        /** With what an earlier drill measured. */
        Times and(Practice.Measured earlier) {
            Expected longer = new Expected(
                    longer(longest.serving(), earlier.serving()), longer(longest.settled(), earlier.settled()));
            return new Times(drill, last, longer, drills + 1);
        }

        private static Duration longer(Duration a, Duration b) {
            return a.compareTo(b) > 0 ? a : b;
        }
    }

    static Practised of(RollbackPlan plan, List<StepPreview> steps, Instant now) {
        PlanHead.Known known = plan.known();
        Practised practised = new Practised(known);
        if (known != null) {
            known.records().stream()
                    .sorted(Comparator.comparing(Practice::at).reversed())
                    .forEach(record -> practised.take(record, plan.name(), now));
            steps.forEach(practised::measure);
        }
        return practised;
    }

    private void take(Practice record, String plan, Instant now) {
        if (!record.plan().equals(plan)) {
            ofOthers.add(record);
        } else if (record.at().isAfter(now)) {
            toCome.add(record);
        } else if (record instanceof Practice.Drilled drilled) {
            drills.add(drilled);
        } else if (record instanceof Practice.Rehearsed rehearsed) {
            rehearsals.add(rehearsed);
        }
    }

    private void measure(StepPreview step) {
        kind(step).ifPresent(kind -> {
            for (Practice.Drilled drill : passed()) {
                drill.measured(step.name(), kind).ifPresent(measured -> add(drill, measured));
            }
        });
    }

    private void add(Practice.Drilled drill, Practice.Measured measured) {
        Times newer = times.get(measured.step());
        Expected taken = new Expected(measured.serving(), measured.settled());
        times.put(measured.step(), newer == null ? new Times(drill, taken, taken, 1) : newer.and(measured));
    }

    /** The kind of a step's target, empty for an action; nothing for a step that has neither, or whose target could not be read. */
    static Optional<String> kind(StepPreview step) {
        if (step.kind() == StepKind.RUN) {
            return Optional.of("");
        }
        return Optional.ofNullable(step.subject()).map(subject -> subject.kind());
    }

    /** Whether the plan was told of practice at all. */
    boolean isKnown() {
        return known != null;
    }

    /** How old the last practice may be. */
    Duration within() {
        return known == null ? Duration.ZERO : known.within();
    }

    /** The newest first. */
    List<Practice.Rehearsed> rehearsals() {
        return rehearsals;
    }

    /** The newest first. */
    List<Practice.Drilled> drills() {
        return drills;
    }

    /** The drills in which all went as it should, the newest first. */
    List<Practice.Drilled> passed() {
        return drills.stream().filter(Practice::isPassed).toList();
    }

    /** Records of other plans, which are not used. */
    List<Practice> ofOthers() {
        return ofOthers;
    }

    /** Records from after now, which are not used. */
    List<Practice> toCome() {
        return toCome;
    }

    /** How long drills took for a step; empty if none measured it. */
    Optional<Times> times(String step) {
        return Optional.ofNullable(times.get(step));
    }
}
