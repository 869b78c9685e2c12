package dev.rollback;

import dev.rollback.journal.Checkpoint;
import dev.rollback.run.Verdict;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of a deployment that a plan protected. Immutable, as far as its result is.
 *
 * @param checkpoint what the targets served before it
 * @param result what the deployment answered; null if it threw, or answered nothing
 * @param failure what it threw; null if it did not
 * @param verdict what the verifications of the plan said of it; {@code UNKNOWN} when there are none, when they could not tell, or when it threw
 * @param rollback what became of the rollback; null if there was no need of one
 * @param <T> what the deployment answers
 */
public record Protected<T>(
        Checkpoint checkpoint,
        @Nullable T result,
        @Nullable Throwable failure,
        Verdict verdict,
        @Nullable RollbackReport rollback) {

    /** Whether it is there: it threw nothing, and no verification spoke against it. */
    public boolean isDeployed() {
        return rollback == null;
    }

    /** What became of the rollback; empty if there was no need of one. */
    public Optional<RollbackReport> rolledBack() {
        return Optional.ofNullable(rollback);
    }

    /**
     * The result of the deployment.
     *
     * @throws RollbackException when it is not there; says why, and what became of the rollback
     */
    public @Nullable T orThrow() {
        if (rollback != null) {
            throw RollbackException.notDeployed(failure, rollback);
        }
        return result;
    }
}
