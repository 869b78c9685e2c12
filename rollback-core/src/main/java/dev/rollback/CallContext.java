package dev.rollback;

import dev.rollback.run.RunId;
import dev.rollback.target.Attempt;
import dev.rollback.target.Http;
import dev.rollback.target.Memo;
import dev.rollback.target.Processes;
import dev.rollback.target.RemoteCall;
import dev.rollback.target.TargetException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What one call of a target, a probe or an action has in hand. Used by the one thread that carries the call out. */
final class CallContext implements Attempt {

    private static final int THROTTLED_IN_PLACE = 4;

    private final Parts parts;
    private final Instant deadline;
    private final Step step;

    /**
     * What a call knows of its step.
     *
     * @param run the run; null-like {@code preview} while nothing runs
     * @param plannedAt when its change was planned
     * @param changeId the idempotency token
     * @param turn what the heart asked for
     * @param facts what earlier steps found, by step and key
     */
    record Step(
            String run,
            Instant plannedAt,
            String changeId,
            Ask turn,
            BiFunction<String, String, Optional<String>> facts) {}

    /**
     * What the heart asked for.
     *
     * @param weight in percent
     * @param memo what the target wanted to know again
     * @param gates those passed
     */
    record Ask(int weight, Memo memo, List<String> gates) {
        static final Ask LOOK = new Ask(100, Memo.empty(), List.of());
    }

    private CallContext(Parts parts, Instant deadline, Step step) {
        this.parts = parts;
        this.deadline = deadline;
        this.step = step;
    }

    /** A call that only looks. */
    static CallContext look(Parts parts, Duration within) {
        Instant now = parts.time().instant();
        Step none = new Step("preview", now, "preview", Ask.LOOK, (name, key) -> Optional.empty());
        return new CallContext(parts, now.plus(within), none);
    }

    /** A call that may change something. */
    static CallContext attempt(Parts parts, Step step) {
        return new CallContext(parts, parts.time().instant().plus(parts.limits().call()), step);
    }

    static String changeId(RunId run, int step) {
        return run + "-" + step;
    }

    @Override
    public Instant now() {
        return parts.time().instant();
    }

    @Override
    public Instant deadline() {
        return deadline;
    }

    @Override
    public <T> T read(RemoteCall call, Supplier<T> body) {
        return paced(call, false, body);
    }

    @Override
    public <T> T write(RemoteCall call, Supplier<T> body) {
        return paced(call, true, body);
    }

    /** Being throttled means that nothing was done, so it is the one failure that may be repeated right here, writes included. */
    private <T> T paced(RemoteCall call, boolean write, Supplier<T> body) {
        Attempts.@Nullable OfOneCall attempts = null;
        for (int tries = 1; ; tries++) {
            Instant now = now();
            pause(parts.pacing().reserve(call, write, now, Duration.between(now, deadline)), call);
            try {
                T result = body.get();
                parts.pacing().succeeded(call.limit(), now());
                return result;
            } catch (TargetException e) {
                attempts = attempts == null ? parts.attempts().ofOneCall() : attempts;
                pause(untilNext(call, e, tries, attempts), call);
            }
        }
    }

    /** How long a throttled call waits before it is tried again in place; every other failure is thrown on. */
    private Duration untilNext(RemoteCall call, TargetException failure, int tries, Attempts.OfOneCall attempts) {
        if (failure.kind() != TargetException.Kind.THROTTLED) {
            throw failure;
        }
        parts.pacing().throttled(call.limit(), now());
        if (tries == THROTTLED_IN_PLACE) {
            throw failure;
        }
        return attempts.failed(failure).orElseThrow(() -> failure);
    }

    private void pause(Duration wait, RemoteCall call) {
        if (wait.isZero() || wait.isNegative()) {
            return;
        }
        if (now().plus(wait).isAfter(deadline)) {
            throw TargetException.throttled(
                    call.operation() + " has to wait its turn under the limit of "
                            + call.limit().key(),
                    wait);
        }
        try {
            parts.time().pause(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TargetException.of(
                    TargetException.Kind.TRANSIENT, call.operation() + " was given up while it waited its turn", e);
        }
    }

    @Override
    public Http http() {
        return parts.access().http();
    }

    @Override
    public Processes processes() {
        return parts.access().processes();
    }

    @Override
    public Memo memo() {
        return step.turn().memo();
    }

    @Override
    public Instant plannedAt() {
        return step.plannedAt();
    }

    @Override
    public String changeId() {
        return step.changeId();
    }

    @Override
    public int weight() {
        return step.turn().weight();
    }

    @Override
    public boolean passed(String gate) {
        return step.turn().gates().contains(gate);
    }

    @Override
    public Optional<String> fact(String name, String key) {
        return step.facts().apply(name, key);
    }
}
