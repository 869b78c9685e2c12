package dev.rollback;

import dev.rollback.target.Http;
import dev.rollback.target.Look;
import dev.rollback.target.Processes;
import dev.rollback.target.RemoteCall;
import dev.rollback.target.TargetException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What one call of a target, a probe or an action has in hand to look with. Used by the one thread that carries the call out. */
final class EngineLook implements Look {

    private static final int THROTTLED_IN_PLACE = 4;

    private final Parts parts;
    private final Optional<Instant> incident;
    private final Instant deadline;

    /** A call for a plan that begins now and is given up after that time. */
    EngineLook(Parts parts, RollbackPlan plan, Duration within) {
        this(parts, plan.incidentStartedAt(), within);
    }

    /** A call without a plan. */
    EngineLook(Parts parts, Optional<Instant> incident, Duration within) {
        this.parts = parts;
        this.incident = incident;
        this.deadline = parts.time().instant().plus(within);
    }

    Parts parts() {
        return parts;
    }

    @Override
    public Instant now() {
        return parts.time().instant();
    }

    @Override
    public Optional<Instant> incidentStartedAt() {
        return incident;
    }

    @Override
    public Instant deadline() {
        return deadline;
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
    public <T> T read(RemoteCall call, Supplier<T> body) {
        return paced(call, false, body);
    }

    /** Makes a remote call when its turn has come. */
    <T> T paced(RemoteCall call, boolean write, Supplier<T> body) {
        Attempts.OfOneCall attempts = parts.attempts().ofOneCall();
        for (int tries = 1; ; tries++) {
            awaitTurn(call, write);
            try {
                T result = body.get();
                parts.pacing().succeeded(call.limit(), now());
                return result;
            } catch (TargetException e) {
                if (e.kind() != TargetException.Kind.THROTTLED) {
                    throw e;
                }
                parts.pacing().throttled(call.limit(), now());
                pause(call, untilNext(e, tries, attempts));
            }
        }
    }

    /** Being throttled means that nothing was done, so it is the one failure that may be repeated right here, writes included; a few times. */
    private static Duration untilNext(TargetException throttled, int tries, Attempts.OfOneCall attempts) {
        if (tries == THROTTLED_IN_PLACE) {
            throw throttled;
        }
        return attempts.failed(throttled).orElseThrow(() -> throttled);
    }

    private void awaitTurn(RemoteCall call, boolean write) {
        Duration left = Duration.between(now(), deadline);
        if (left.isZero() || left.isNegative()) {
            throw givenUp(call, null);
        }
        pause(call, parts.pacing().reserve(call, write, now(), left));
    }

    private void pause(RemoteCall call, Duration wait) {
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
            throw givenUp(call, e);
        }
    }

    /** Nobody waits for this call any more: another may be under way in its place, so it must do nothing more. */
    private static TargetException givenUp(RemoteCall call, @Nullable Throwable cause) {
        String message = call.operation() + " was not made: the time of the call that asked for it is over";
        return cause == null
                ? TargetException.of(TargetException.Kind.TRANSIENT, message)
                : TargetException.of(TargetException.Kind.TRANSIENT, message, cause);
    }
}
