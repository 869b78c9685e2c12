package dev.rollback.run;

/** What follows for the verifications of a step: begin, look, end. */
final class ProofKeeper {

    private final Turn turn;

    ProofKeeper(Turn turn) {
        this.turn = turn;
    }

    void consider(StepState step) {
        if (step.proofs.proofs.isEmpty()) {
            return;
        }
        if (step.proofs.running < 0) {
            startDue(step);
        }
        if (step.proofs.running >= 0) {
            carryOn(step);
        }
    }

    private void startDue(StepState step) {
        int due = due(step);
        if (due < 0 || step.proofs.failed) {
            return;
        }
        if (turn.isClosing()) {
            end(step, due, Verdict.UNKNOWN, "not looked at: the run is closing");
        } else {
            start(step, due);
        }
    }

    private void start(StepState step, int proof) {
        Verification wanted = step.proofs.proofs.get(proof).verification();
        turn.emit(new ProofEvent.ProofStarted(
                turn.now(), step.index, proof, turn.now().plus(wanted.within())));
    }

    /** The verification whose moment it is, or -1. */
    private int due(StepState step) {
        int serving = step.serves() ? step.proofs.nextAt(Proof.Moment.SERVING, "") : -1;
        if (serving >= 0 || step.phase.isOver()) {
            return serving;
        }
        if (step.gate != null) {
            return step.proofs.nextAt(Proof.Moment.GATE, step.gate);
        }
        boolean paused = step.weightDoneAt <= turn.nowMillis();
        return paused ? step.proofs.nextAt(Proof.Moment.BETWEEN_WEIGHTS, "") : -1;
    }

    private void carryOn(StepState step) {
        ProofState proofs = step.proofs;
        int running = proofs.running;
        if (proofs.hasHeld()) {
            end(step, running, Verdict.HELPED, proofs.evidence());
        } else if (proofs.overridden == running) {
            end(
                    step,
                    running,
                    Verdict.UNKNOWN,
                    "overridden by " + step.overriddenBy + "; last seen: " + proofs.evidence());
        } else if (turn.isClosing() || step.phase.isBroken()) {
            end(step, running, Verdict.UNKNOWN, proofs.evidence());
        } else if (proofs.cutOff) {
            start(step, running);
        } else if (proofs.isTimeOver(turn.nowMillis())) {
            end(step, running, proofs.atDeadline(), proofs.evidence());
        } else if (proofs.lookInFlight == 0 && proofs.lookAt <= turn.nowMillis()) {
            proofs.lookInFlight = ++step.generation;
            turn.issue(new Command.Probe(step.index, proofs.lookInFlight, running));
        }
    }

    private void end(StepState step, int proof, Verdict verdict, String evidence) {
        turn.emit(new ProofEvent.ProofEnded(turn.now(), step.index, proof, verdict, evidence));
    }
}
