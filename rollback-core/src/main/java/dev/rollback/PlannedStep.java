package dev.rollback;

import dev.rollback.health.Probe;
import dev.rollback.run.Proof;
import dev.rollback.run.Rollout;
import dev.rollback.run.StepKind;
import dev.rollback.run.StepOutline;
import dev.rollback.target.Action;
import dev.rollback.target.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One step of a plan, with what it calls; the origin is null but in a plan that takes a run back. Immutable. */
record PlannedStep(
        String name,
        StepKind kind,
        @Nullable Subject subject,
        Options options,
        List<Check> checks,
        Wiring wiring,
        TakeBack.@Nullable Origin origin) {

    /** What a step calls: a target or an action. */
    record Subject(@Nullable Target target, @Nullable Action action) {}

    /** What was said of a step beside what it calls; null is "not said". */
    record Options(
            @Nullable VersionSelector selector,
            @Nullable Duration timeout,
            @Nullable Duration pause,
            @Nullable Rollout rollout,
            @Nullable Action undo,
            int approvers) {
        static final Options NONE = new Options(null, null, null, null, null, 0);

        Options atOnce() {
            return new Options(selector, timeout, pause, null, undo, approvers);
        }

        Options approvedBy(int people) {
            return new Options(selector, timeout, pause, rollout, undo, people);
        }

        StepOutline.Course course() {
            return new StepOutline.Course(rollout, approvers);
        }

        String approvalText() {
            return "waits for the approval of " + (approvers == 1 ? "one person" : approvers + " people");
        }

        String undoText() {
            return undo == null ? "none was given" : undo.describe();
        }

        String pauseText() {
            return pause == null ? "" : "pauses for " + Texts.duration(pause);
        }
    }

    /** A verification with its probe. */
    record Check(Proof proof, Probe probe) {}

    /** The places of the steps that come before it. */
    record Wiring(List<Integer> after, List<Integer> afterSettled) {
        static final Wiring NONE = new Wiring(List.of(), List.of());

        /** Both together. */
        List<Integer> all() {
            List<Integer> all = new ArrayList<>(after);
            all.addAll(afterSettled);
            return all;
        }

        /** The same, one place further on. */
        private Wiring moved() {
            return new Wiring(
                    after.stream().map(place -> place + 1).toList(),
                    afterSettled.stream().map(place -> place + 1).toList());
        }
    }

    /** The same step, with another one put before all, which it comes after if so wanted. */
    PlannedStep afterFirst(boolean waits) {
        Wiring moved = wiring.moved();
        List<Integer> after = new ArrayList<>(waits ? List.of(0) : List.of());
        after.addAll(moved.after());
        return new PlannedStep(
                name, kind, subject, options, checks, new Wiring(List.copyOf(after), moved.afterSettled()), origin);
    }

    /** The same step, with other options and verifications. */
    PlannedStep with(Options other, List<Check> others) {
        return new PlannedStep(name, kind, subject, other, others, wiring, origin);
    }

    /** The same step, for the plan to say which version. */
    PlannedStep withoutSelector() {
        Options same =
                new Options(null, options.timeout, options.pause, options.rollout, options.undo, options.approvers);
        return new PlannedStep(name, kind, subject, same, checks, wiring, origin);
    }

    Optional<Target> target() {
        return Optional.ofNullable(subject).map(Subject::target);
    }

    Optional<Action> action() {
        return Optional.ofNullable(subject).map(Subject::action);
    }

    Target requireTarget() {
        return target().orElseThrow(() -> new IllegalStateException("Step " + name + " has no target"));
    }

    List<Proof> proofs() {
        return checks.stream().map(Check::proof).toList();
    }
}
