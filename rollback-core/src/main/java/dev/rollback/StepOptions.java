package dev.rollback;

import dev.rollback.health.Probe;
import dev.rollback.journal.Checkpoint;
import dev.rollback.run.Proof;
import dev.rollback.run.Rollout;
import dev.rollback.run.Verification;
import dev.rollback.target.Action;
import dev.rollback.target.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What may be said of a step: {@code .rollBack("api", target, step -> step.timeout(ofMinutes(10)))}. Nothing of it is required, and saying a thing twice
 * is a fault of the plan. Not thread-safe; valid only while its lambda runs.
 */
public final class StepOptions {

    private final String step;
    private final List<String> problems;
    private final List<PlannedStep.Check> checks = new ArrayList<>();
    private final List<String> afterSettled = new ArrayList<>();
    private @Nullable List<String> after;
    private @Nullable VersionSelector selector;
    private @Nullable Duration timeout;
    private @Nullable Duration pause;
    private @Nullable Rollout rollout;
    private @Nullable Action undo;
    private int approvers;

    StepOptions(String step, List<String> problems) {
        this.step = step;
        this.problems = problems;
    }

    /** Which version it goes back to; {@link VersionSelector#previous()} unless the plan says otherwise. */
    public StepOptions to(VersionSelector which) {
        once(selector, "to");
        selector = which;
        return this;
    }

    /** Back to what a checkpoint holds of it. */
    public StepOptions to(Checkpoint checkpoint) {
        return to(VersionSelector.checkpoint(checkpoint));
    }

    /** Its time from start to settled, pauses and verifications not counted; by default the larger of 15 minutes and three times the expected time. */
    public StepOptions timeout(Duration limit) {
        once(timeout, "timeout");
        Spans.fault("timeout", limit).ifPresent(fault -> problem(fault + "; leave it out for the default"));
        timeout = limit;
        return this;
    }

    /** The steps that must serve before this one starts, instead of the one written before it. No name: it starts at once. */
    public StepOptions after(String... names) {
        once(after, "after");
        after = new ArrayList<>(Arrays.asList(names));
        return this;
    }

    /** The steps that must be settled, not only serve, before this one starts; in addition to what comes before it anyway. */
    public StepOptions afterSettled(String... names) {
        afterSettled.addAll(Arrays.asList(names));
        return this;
    }

    /** Looks at health once the step serves: 3 times in a row, every 10 s, within 5 min. What comes after the step waits for it. */
    public StepOptions verify(Probe probe) {
        return verify(probe, hold -> {});
    }

    /** Looks at health once the step serves, as often and as long as said. What comes after the step waits for it. */
    public StepOptions verify(Probe probe, Consumer<Verification.Builder> hold) {
        add(probe, hold, verification -> Proof.serving(probe.describe(), verification));
        return this;
    }

    /** Looks at health when the target stops at the gate of that name, and lets it on when that passed. */
    public StepOptions verifyAt(String gate, Probe probe, Consumer<Verification.Builder> hold) {
        if (gate.isBlank()) {
            problem("verifyAt names no gate: give the name that its target documents");
        }
        add(probe, hold, verification -> Proof.gate(gate, probe.describe(), verification));
        return this;
    }

    /** Changes step by step: {@code gradually(percent(50).then(100).every(ofMinutes(5)))}. Only for a target that can. */
    public StepOptions gradually(Rollout shares) {
        once(rollout, "gradually");
        if (!shares.isWhole()) {
            problem("gradually by " + shares.weights() + " %: expected to end at 100; add then(100)");
        }
        rollout = shares;
        return this;
    }

    /** Changes step by step, and looks at health before each further share; a look that does not pass stops the step where it is. */
    public StepOptions gradually(Rollout shares, Probe between, Consumer<Verification.Builder> hold) {
        add(between, hold, verification -> Proof.betweenWeights(between.describe(), verification));
        return gradually(shares);
    }

    /** How an action is taken back, should that be wanted. */
    public StepOptions undo(Action action) {
        once(undo, "undo");
        undo = action;
        return this;
    }

    /** How an action is taken back, should that be wanted. */
    public StepOptions undo(Work work) {
        return undo(Action.of("undo " + step, work));
    }

    void approvers(int people) {
        approvers = people;
    }

    private void add(Probe probe, Consumer<Verification.Builder> hold, Function<Verification, Proof> proof) {
        Verification.Builder builder = new Verification.Builder();
        try {
            hold.accept(builder);
            checks.add(new PlannedStep.Check(proof.apply(builder.build()), probe));
        } catch (IllegalArgumentException e) {
            problem(e.getMessage() == null ? "its verification throws " + e : e.getMessage());
        }
    }

    /** For a step that only pauses. */
    void pause(Duration duration) {
        pause = duration;
    }

    private void once(@Nullable Object before, String option) {
        if (before != null) {
            problem(option + " is said twice: say it once");
        }
    }

    private void problem(String text) {
        problems.add("step \"" + step + "\": " + text);
    }

    List<PlannedStep.Check> checks() {
        return checks;
    }

    @Nullable
    List<String> comesAfter() {
        return after;
    }

    List<String> comesAfterSettled() {
        return afterSettled;
    }

    PlannedStep.Options options() {
        return new PlannedStep.Options(selector, timeout, pause, rollout, undo, approvers);
    }

    boolean isGradual() {
        return rollout != null;
    }

    boolean hasUndo() {
        return undo != null;
    }

    boolean hasSelector() {
        return selector != null;
    }
}
