package dev.rollback.aws.ecs;

import dev.rollback.target.Attempt;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetException;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.ecs.model.DeploymentAlarms;

/**
 * Switches a service's deployment alarms off around a change and puts them back as they were found. What was found is journaled before the
 * first write. Alarms that fire because of the incident would else undo the rollback.
 */
final class AlarmSwitch {

    private static final String FOUND = "enable=true rollback=";

    private final EcsCalls calls;
    private final boolean wanted;

    AlarmSwitch(EcsCalls calls, boolean wanted) {
        this.calls = calls;
        this.wanted = wanted;
    }

    /** Takes a step of the change with the alarms off, or the step that switches them. */
    Progress around(Turn turn, Function<Turn, Progress> step) {
        if (!wanted) {
            return step.apply(turn);
        }
        Optional<DeploymentAlarms> live = alarms(turn.seen());
        boolean begun =
                turn.recall(Turn.OURS).isPresent() || turn.recall(Turn.ASKED).isPresent();
        if (turn.recall(Turn.ALARMS).isEmpty()) {
            return !begun && live.filter(AlarmSwitch::isOn).isPresent()
                    ? turn.remember(Turn.ALARMS, found(live.get())).next("about to switch the deployment alarms off")
                    : step.apply(turn);
        }
        if (!begun && live.filter(AlarmSwitch::isOn).isPresent()) {
            set(turn, live.get(), false, false);
            return turn.next("switched the deployment alarms off");
        }
        return restoring(turn, step);
    }

    private Progress restoring(Turn turn, Function<Turn, Progress> step) {
        try {
            Progress progress = step.apply(turn);
            if (progress.accept(new IsLast())) {
                restore(turn);
            }
            return progress;
        } catch (TargetException e) {
            if (!e.kind().isPassing()) {
                restore(turn);
            }
            throw e;
        }
    }

    /** Puts back what was found; what someone else has set meanwhile stays. */
    private void restore(Turn turn) {
        alarms(turn.seen())
                .filter(live -> !isOn(live))
                .ifPresent(live -> set(
                        turn, live, true, turn.recall(Turn.ALARMS).orElse("").endsWith("true")));
    }

    private void set(Turn turn, DeploymentAlarms live, boolean enable, boolean rollback) {
        DeploymentAlarms changed =
                live.toBuilder().enable(enable).rollback(rollback).build();
        Attempt attempt = turn.attempt();
        calls.configure(turn.seen().configuration().toBuilder().alarms(changed).build(), attempt);
    }

    static Optional<DeploymentAlarms> alarms(Seen seen) {
        return Optional.ofNullable(seen.configuration().alarms());
    }

    static boolean isOn(DeploymentAlarms alarms) {
        return Boolean.TRUE.equals(alarms.enable());
    }

    private static String found(DeploymentAlarms alarms) {
        return FOUND + Boolean.TRUE.equals(alarms.rollback());
    }

    /** Whether the engine will not call again. */
    private static final class IsLast implements Progress.Visitor<Boolean> {
        @Override
        public Boolean pending(Progress.Pending progress) {
            return false;
        }

        @Override
        public Boolean serving(Progress.Serving progress) {
            return false;
        }

        @Override
        public Boolean settled(Progress.Settled progress) {
            return true;
        }

        @Override
        public Boolean gate(Progress.Gate progress) {
            return false;
        }

        @Override
        public Boolean failed(Progress.Failed progress) {
            return true;
        }
    }
}
