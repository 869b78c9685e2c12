package dev.rollback.run;

import dev.rollback.health.Health;
import dev.rollback.target.FailureKind;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Turns what came in into events. An answer that nobody waits for any more is passed over. */
final class SignalTaker implements Signal.Visitor {

    private static final Duration CREDENTIALS_AGAIN = Duration.ofSeconds(15);
    private static final Duration HINDERED_AGAIN = Duration.ofSeconds(10);
    private static final int SLOWEST = 6;
    private static final int CONFLICTS = 3;

    private final Turn turn;
    private final RunState state;

    SignalTaker(Turn turn, RunState state) {
        this.turn = turn;
        this.state = state;
    }

    @Override
    public void answered(Signal.Answered signal) {
        StepState step = awaited(signal.step(), signal.generation());
        if (step != null && !step.phase.isOver()) {
            turn.emit(signal.progress().accept(new ProgressTaker(turn, step)));
        }
    }

    @Override
    public void callFailed(Signal.CallFailed signal) {
        StepState step = awaited(signal.step(), signal.generation());
        if (step == null || step.phase.isOver()) {
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
        if (step.hindered + 1 >= CONFLICTS) {
            fail(step, FailureKind.CONFLICT, signal.message());
        } else {
            hinder(step, signal, Duration.ofSeconds(2));
        }
    }

    private void fail(StepState step, FailureKind kind, String reason) {
        turn.emit(new RunEvent.StepFailed(turn.now(), step.index, kind, reason));
    }

    private void hinder(StepState step, Signal.CallFailed signal, Duration after) {
        Instant again = turn.onGrid(step, after);
        turn.emit(new RunEvent.StepHindered(turn.now(), step.index, signal.kind(), signal.message(), again));
    }

    /** The step, if this is the answer that it waits for. */
    private @Nullable StepState awaited(int index, int generation) {
        StepState step = state.step(index);
        if (step.lookInFlight != generation) {
            return null;
        }
        step.lookInFlight = 0;
        state.agenda.add(step);
        return step;
    }

    @Override
    public void probed(Signal.Probed signal) {
        StepState step = state.step(signal.step());
        ProofState proofs = step.proofs;
        if (proofs.lookInFlight != signal.generation()) {
            return;
        }
        proofs.lookInFlight = 0;
        state.agenda.add(step);
        if (proofs.running >= 0) {
            Health last = proofs.last;
            boolean news = last == null || last.verdict() != signal.health().verdict();
            Instant again = turn.now()
                    .plus(proofs.proofs.get(proofs.running).verification().every());
            turn.emit(new RunEvent.ProofLooked(turn.now(), step.index, signal.health(), again, news));
        }
    }

    @Override
    public void located(Signal.Located signal) {
        StepState step = awaited(signal.step(), signal.generation());
        if (step != null && step.needsPosition()) {
            turn.emit(new RunEvent.StepStands(turn.now(), step.index, signal.position(), signal.evidence()));
        }
    }

    @Override
    public void cancel(Signal.Cancel signal) {
        if (!state.isCancelled() && !state.isEnded()) {
            turn.emit(new RunEvent.CancelRequested(turn.now(), signal.who(), signal.why()));
        }
    }
}
