package dev.rollback.run;

import dev.rollback.run.StepState.Phase;
import dev.rollback.target.Position;
import org.jspecify.annotations.Nullable;

/** What a run came to. */
final class Ending {

    private Ending() {}

    static Outcome outcome(RunState state) {
        if (state.refused) {
            return Outcome.REFUSED;
        }
        Count count = new Count();
        state.steps().forEach(count::add);
        if (state.restored) {
            return count.allAsFound() ? Outcome.RESTORED : Outcome.PARTIAL;
        }
        if (count.allDone()) {
            Outcome done = state.outline().undoes().isPresent() ? Outcome.RESTORED : Outcome.ROLLED_BACK;
            return count.anythingDone() ? done : Outcome.NOTHING_TO_DO;
        }
        if (state.isCancelled()) {
            return Outcome.CANCELLED;
        }
        if (count.nothingDone() && state.steps().stream().anyMatch(step -> step.denied)) {
            return Outcome.REFUSED;
        }
        return count.nothingDone() ? Outcome.FAILED : Outcome.PARTIAL;
    }

    /** What was verified before everything was put back says nothing of what serves since. */
    static Verdict verdict(RunState state) {
        return state.restored ? Verdict.UNKNOWN : verified(state);
    }

    private static Verdict verified(RunState state) {
        boolean passed = false;
        boolean open = false;
        for (StepState step : state.steps()) {
            passed |= step.proofs.passedOnce;
            for (int i = 0; i < step.proofs.verdicts.size(); i++) {
                Verdict verdict = step.proofs.verdicts.get(i);
                if (verdict == Verdict.NOT_HELPED) {
                    return Verdict.NOT_HELPED;
                }
                open |= isOpen(step.proofs.proofs.get(i), verdict);
            }
        }
        return passed && !open ? Verdict.HELPED : Verdict.UNKNOWN;
    }

    /** Only what is verified once a step serves has to be seen to pass; gates and weights that were never reached say nothing. */
    private static boolean isOpen(Proof proof, @Nullable Verdict verdict) {
        return verdict == Verdict.UNKNOWN || (verdict == null && proof.moment() == Proof.Moment.SERVING);
    }

    /** On which side the steps stand. */
    private static final class Count {
        private boolean anyTarget;
        private boolean changed;
        private boolean anyAtTo;
        private boolean anyElsewhere;
        private boolean anyBetween;
        private boolean anyAction;
        private boolean anyActionMissing;
        private boolean anyActionLeft;
        private boolean anyAway;

        void add(StepState step) {
            switch (step.outline().kind()) {
                case ROLL_BACK -> addTarget(step);
                case RUN -> {
                    anyAction |= step.served().isPresent();
                    anyActionMissing |= step.phase() != Phase.SETTLED;
                    anyActionLeft |=
                            step.position().filter(at -> at != Position.FROM).isPresent();
                }
                case VERIFY, APPROVE, PAUSE, JOIN -> {
                    // They move nothing.
                }
            }
        }

        private void addTarget(StepState step) {
            Position position = step.position().orElse(Position.UNKNOWN);
            boolean settled = step.phase() == Phase.SETTLED;
            anyTarget = true;
            if (step.isChangeEmpty()) {
                anyElsewhere |= position != Position.TO;
                return;
            }
            changed = true;
            anyAway |= position != Position.FROM;
            anyAtTo |= position == Position.TO;
            anyElsewhere |= position != Position.TO || !settled;
            anyBetween |= position == Position.BETWEEN || position == Position.UNKNOWN;
        }

        boolean allDone() {
            return !anyElsewhere && !anyActionMissing;
        }

        /** After putting back; an action without an undo is nothing that could have been put back. */
        boolean allAsFound() {
            return !anyAway && !anyActionLeft;
        }

        /** Actions around targets that were all there already are not worth to be called a rollback; alone they are. */
        boolean anythingDone() {
            return changed || (anyAction && !anyTarget);
        }

        boolean nothingDone() {
            return !anyAtTo && !anyBetween && !anyAction;
        }
    }
}
