package dev.rollback;

import dev.rollback.health.Probe;
import dev.rollback.run.Verification;
import dev.rollback.target.Action;
import dev.rollback.target.Target;
import dev.rollback.target.Work;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * What steps can be written, in a plan one after the other, in a group side by side.
 *
 * @param <B> what each method returns, to write the next step
 */
public interface StepSequence<B> {

    /** Rolls a target back; the step is named like the target. */
    default B rollBack(Target target) {
        return rollBack(target.name(), target, step -> {});
    }

    /** Rolls a target back. */
    default B rollBack(String name, Target target) {
        return rollBack(name, target, step -> {});
    }

    /** Rolls a target back, with options. */
    B rollBack(String name, Target target, Consumer<StepOptions> options);

    /** Runs an action. */
    default B run(String name, Action action) {
        return run(name, action, step -> {});
    }

    /** Runs an action, with options. */
    B run(String name, Action action, Consumer<StepOptions> options);

    /** Does some work of the user's own. It may run more than once, see {@link Work}. */
    default B run(String name, Work work) {
        return run(name, Action.of(name, work), step -> {});
    }

    /** Does some work of the user's own, with options, an undo among them. */
    default B run(String name, Work work, Consumer<StepOptions> options) {
        return run(name, Action.of(name, work), options);
    }

    /** Looks at health: 3 times in a row, every 10 s, within 5 min. */
    default B verify(String name, Probe probe) {
        return verify(name, probe, hold -> {});
    }

    /** Looks at health as often and as long as said. */
    B verify(String name, Probe probe, Consumer<Verification.Builder> hold);

    /** Waits until somebody approves, see {@link Run#approve(String)}. */
    default B approve(String name) {
        return approve(name, 1);
    }

    /**
     * Waits until that many people have approved, each counted once; one who denies ends it. It waits as long as the plan has time: 12 hours more for each approval unless
     * the plan says otherwise.
     */
    B approve(String name, int people);

    /** Lets time pass before what comes next. */
    B pause(String name, Duration duration);
}
