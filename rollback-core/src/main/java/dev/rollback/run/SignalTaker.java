package dev.rollback.run;

import dev.rollback.health.Health;
import dev.rollback.run.StepState.Phase;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Position;
import dev.rollback.target.Progress;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Turns what came in into events. An answer that nobody waits for any more is passed over. */
final class SignalTaker implements Signal.Visitor {

    private static final Duration CREDENTIALS_AGAIN = Duration.ofSeconds(15);
    private static final Duration HINDERED_AGAIN = Duration.ofSeconds(10);
    private static final int SLOWEST = 6;
    private static final int CONFLICTS = 3;
    private static final int ALL = 100;

    private final Turn turn;
    private final RunState state;

    SignalTaker(Turn turn, RunState state) {
        this.turn = turn;
        this.state = state;
    }

    @Override
    public void answered(Signal.Answered signal) {
        StepState step = awaited(signal.step(), signal.generation());
        if (step != null && (!step.phase.isOver() || isLateSuccess(step, signal.progress()))) {
            emit(step, signal.progress().accept(new ProgressTaker(turn, step)));
        }
    }

    private void emit(StepState step, RunEvent event) {
        turn.emit(event);
        if (event instanceof RunEvent.StepFailed failed && isAllOrNothing(step, failed.kind())) {
            turn.emit(
                    new RunEvent.RestoreDue(turn.now(), step.index, state.run().back()));
        }
    }

    /** Only what AWS fails; whoever changes the target too is left alone, and with that what we did before. */
    private boolean isAllOrNothing(StepState step, FailureKind kind) {
        return state.outline().onFailure() == FailurePolicy.RESTORE
                && state.outline().undoes().isEmpty()
                && step.outline.kind() == StepKind.ROLL_BACK
                && kind != FailureKind.CONFLICT
                && !state.isClosing()
                && state.restoredBy == null;
    }

    /** Whether the last call of a step that was given up got it there after all. */
    private static boolean isLateSuccess(StepState step, Progress progress) {
        boolean givenUp = step.phase == Phase.STOPPED || step.phase == Phase.TIMED_OUT;
        return givenUp && step.weight == ALL && progress instanceof Progress.Settled;
    }

    @Override
    public void callFailed(Signal.CallFailed signal) {
        StepState step = awaited(signal.step(), signal.generation());
        if (step == null) {
            return;
        }
        if (step.phase.isOver()) {
            notLocated(step, signal.message());
            return;
        }
        switch (signal.kind()) {
            case DENIED, MISSING, INVALID -> fail(step, FailureKind.ENVIRONMENT, signal.message());
            case CONFLICT -> conflict(step, signal);
            case CREDENTIALS -> hinder(step, signal, CREDENTIALS_AGAIN);
            case THROTTLED, TRANSIENT, UNKNOWN_OUTCOME ->
                hinder(step, signal, HINDERED_AGAIN.multipliedBy(Math.min(SLOWEST, step.hindered + 1L)));
        }
    }

    private void conflict(StepState step, Signal.CallFailed signal) {
        if (step.conflicts + 1 >= CONFLICTS) {
            fail(step, FailureKind.CONFLICT, signal.message());
        } else {
            hinder(step, signal, Duration.ofSeconds(2));
        }
    }

    private void fail(StepState step, FailureKind kind, String reason) {
        emit(step, new RunEvent.StepFailed(turn.now(), step.index, kind, reason));
    }

    private void hinder(StepState step, Signal.CallFailed signal, Duration after) {
        Instant again = turn.onGrid(step, after);
        turn.emit(new RunEvent.StepHindered(turn.now(), step.index, signal.kind(), signal.message(), again));
    }

    /** The call of a step that is over failed: only if it was to find out where the target stands does that matter. */
    private void notLocated(StepState step, String message) {
        if (step.locating && step.needsPosition()) {
            turn.emit(
                    new RunEvent.StepStands(turn.now(), step.index, Position.UNKNOWN, "could not be read: " + message));
        }
    }

    /** The step, if this is the answer that it waits for. */
    private @Nullable StepState awaited(int index, int generation) {
        StepState step = state.step(index);
        if (step.lookInFlight != generation || step.concludedNoted) {
            return null;
        }
        step.lookInFlight = 0;
        state.agenda.add(step);
        return step;
    }

    @Override
    public void held(Signal.Held signal) {
        StepState step = state.step(signal.step());
        step.held = step.lookInFlight == signal.generation();
    }

    /** It begins only now, and has its whole time. */
    @Override
    public void begun(Signal.Begun signal) {
        StepState step = state.step(signal.step());
        boolean goesOn = step.held && step.isUnderWay();
        step.held = false;
        if (goesOn) {
            Instant deadline = turn.now().plus(step.outline.timing().timeout());
            turn.emit(new RunEvent.StepStarted(turn.now(), step.index, deadline));
        }
    }

    @Override
    public void probed(Signal.Probed signal) {
        StepState step = state.step(signal.step());
        ProofState proofs = step.proofs;
        if (proofs.lookInFlight != signal.generation() || proofs.running < 0) {
            return;
        }
        proofs.lookInFlight = 0;
        Health last = proofs.last;
        boolean news = last == null || last.verdict() != signal.health().verdict();
        turn.emit(new ProofEvent.ProofLooked(turn.now(), step.index, signal.health(), lookAgain(proofs), news));
    }

    /** One look each so often, however long a look takes. */
    private Instant lookAgain(ProofState proofs) {
        long next = proofs.lookAt + proofs.everyMillis();
        return Instant.ofEpochMilli(Math.max(next, turn.nowMillis() + 1));
    }

    @Override
    public void located(Signal.Located signal) {
        StepState step = awaited(signal.step(), signal.generation());
        if (step != null && step.needsPosition()) {
            turn.emit(new RunEvent.StepStands(turn.now(), step.index, signal.position(), signal.evidence()));
        }
    }

    @Override
    public void restored(Signal.Restored signal) {
        if (state.restoring().isPresent()) {
            state.restored = true;
            signal.stands()
                    .forEach(stand -> turn.emit(
                            new RunEvent.StepStands(turn.now(), stand.step(), stand.position(), stand.evidence())));
        }
    }

    /** Everybody approves once. */
    @Override
    public void decided(Signal.Decided signal) {
        StepState step = state.step(signal.step());
        if (state.isEnded() || state.isClosing() || signal.round() != step.round()) {
            return;
        }
        switch (signal.decision()) {
            case APPROVE -> {
                if (step.awaitsApproval() && !step.approvedBy.contains(signal.who())) {
                    turn.emit(new PersonEvent.Approved(turn.now(), step.index, signal.who(), signal.why()));
                }
            }
            case DENY -> {
                if (step.awaitsApproval()) {
                    turn.emit(new PersonEvent.Denied(turn.now(), step.index, signal.who(), signal.why()));
                }
            }
            case OVERRIDE -> {
                if (step.isHeldUp()) {
                    turn.emit(new PersonEvent.StepOverridden(turn.now(), step.index, signal.who(), signal.why()));
                }
            }
        }
    }

    /** Once for the run, however often the inbox is read. */
    @Override
    public void breakGlass(Signal.BreakGlass signal) {
        if (state.glassBroken == null && !state.isEnded() && !state.isClosing()) {
            turn.emit(new PersonEvent.GlassBroken(turn.now(), signal.who(), signal.why()));
        }
    }

    /** Putting back is not stopped half way; who asks for it is told so once, however often the inbox is read. */
    @Override
    public void cancel(Signal.Cancel signal) {
        if (state.isCancelled() || state.isEnded()) {
            return;
        }
        if (!state.isRestoreDue() && !state.isPuttingBack()) {
            turn.emit(new PersonEvent.CancelRequested(turn.now(), signal.who(), signal.why()));
        } else if (!state.hasRefused(signal)) {
            turn.emit(new PersonEvent.CancelRefused(turn.now(), signal.who(), signal.why()));
        }
    }
}
