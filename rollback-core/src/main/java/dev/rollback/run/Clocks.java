package dev.rollback.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The times that people set themselves: by when users shall get the wanted versions, and by when the rollback shall have begun. A time that goes by is told and changes nothing; while the
 * rollback has not begun, one after the other is called. A run that takes another one back has no such times.
 */
final class Clocks {

    /** What "at once" means for a response. */
    private static final Duration AT_ONCE = Duration.ofMinutes(1);

    /** How long one who is called has before the next one is, where the response was wanted at once. */
    private static final Duration NEXT = Duration.ofMinutes(5);

    private final RunState state;
    private final StepKind counted;
    private final long recoveryDue;
    private final long responseDue;
    private final long between;

    // Folded from events.
    boolean recoveryLate;
    int calls;
    long calledAt;
    private long begunAt = StepState.NEVER;

    /** Whether users got the wanted versions in time: not folded, found out again by whoever takes the run up. */
    private boolean recovered;

    Clocks(RunState state, Instant startedAt) {
        Outline outline = state.outline();
        boolean counts = outline.undoes().isEmpty();
        Duration response = counts ? outline.response().orElse(null) : null;
        boolean anyTarget = outline.steps().stream().anyMatch(step -> step.kind() == StepKind.ROLL_BACK);
        this.state = state;
        this.counted = anyTarget ? StepKind.ROLL_BACK : StepKind.RUN;
        this.recoveryDue =
                counts ? millis(outline.incident().recoveryDue(startedAt).orElse(null)) : StepState.NEVER;
        this.responseDue = millis(response == null ? null : responseDue(outline, startedAt, response));
        this.between = response == null || response.isZero() ? NEXT.toMillis() : response.toMillis();
    }

    /** At once means once somebody decides to roll back: before that nobody could. */
    private static Instant responseDue(Outline outline, Instant startedAt, Duration response) {
        return response.isZero()
                ? startedAt.plus(AT_ONCE)
                : outline.incident().startedAt().orElse(startedAt).plus(response);
    }

    private static long millis(@Nullable Instant instant) {
        return instant == null ? StepState.NEVER : instant.toEpochMilli();
    }

    /** A step begins: the first that changes anything ends the wait for the response. */
    void started(StepState step) {
        if (begunAt == StepState.NEVER && step.outline.kind().isCalled() && !step.isChangeEmpty()) {
            begunAt = step.startedAt;
        }
    }

    /** Tells what has gone by. */
    void consider(Turn turn) {
        if (isResponseLate(turn.nowMillis())) {
            turn.emit(new ClockEvent.ResponseLate(turn.now(), Instant.ofEpochMilli(responseDue), contact()));
        }
        if (isRecoveryOpen() && turn.nowMillis() >= recoveryDue) {
            recovered = state.steps().stream().allMatch(this::servedInTime);
            if (!recovered) {
                turn.emit(new ClockEvent.RecoveryLate(turn.now(), Instant.ofEpochMilli(recoveryDue)));
            }
        }
    }

    private boolean isResponseLate(long now) {
        if (begunAt != StepState.NEVER) {
            return calls == 0 && begunAt > responseDue;
        }
        return mayCall() && now >= nextCall();
    }

    /** It is told once, and once more for each who is left to be called. */
    private boolean mayCall() {
        int others = state.outline().incident().contacts().size() - 1;
        return responseDue != StepState.NEVER && calls < Math.max(1, others) && state.concluded < state.size();
    }

    private long nextCall() {
        return calls == 0 ? responseDue : calledAt + between;
    }

    /** Whoever comes after those who have been called; the first was when the incident began. */
    private String contact() {
        List<String> contacts = state.outline().incident().contacts();
        return begunAt == StepState.NEVER && calls + 1 < contacts.size() ? contacts.get(calls + 1) : "";
    }

    private boolean isRecoveryOpen() {
        return recoveryDue != StepState.NEVER && !recoveryLate && !recovered;
    }

    private boolean servedInTime(StepState step) {
        return step.outline.kind() != counted
                || step.isChangeEmpty()
                || (step.serves() && step.servingAt <= recoveryDue);
    }

    /** When the next one goes by; {@link StepState#NEVER} if none does any more. */
    long next() {
        long call = begunAt == StepState.NEVER && mayCall() ? nextCall() : StepState.NEVER;
        return Math.min(call, isRecoveryOpen() ? recoveryDue : StepState.NEVER);
    }
}
