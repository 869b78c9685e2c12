package dev.rollback.run;

import dev.rollback.health.Health;
import java.time.Instant;

/** What became of the verifications of a run. */
public sealed interface ProofEvent extends RunEvent {

    /**
     * A verification began.
     *
     * @param step the step
     * @param proof which of its proofs
     * @param deadline when its time is over
     */
    record ProofStarted(Instant at, int step, int proof, Instant deadline) implements ProofEvent {
        @Override
        public <R> R accept(EventVisitor<R> visitor) {
            return visitor.proofStarted(this);
        }
    }

    /**
     * A probe looked. Kept only when the verdict changed.
     *
     * @param step the step
     * @param health what was seen
     * @param again when to look again
     * @param news whether the verdict differs from the look before
     */
    record ProofLooked(Instant at, int step, Health health, Instant again, boolean news) implements ProofEvent {
        @Override
        public boolean isKept() {
            return news;
        }

        @Override
        public <R> R accept(EventVisitor<R> visitor) {
            return visitor.proofLooked(this);
        }
    }

    /**
     * A verification ended.
     *
     * @param step the step
     * @param proof which of its proofs
     * @param verdict whether it passed
     * @param evidence what was seen last
     */
    record ProofEnded(Instant at, int step, int proof, Verdict verdict, String evidence) implements ProofEvent {
        @Override
        public <R> R accept(EventVisitor<R> visitor) {
            return visitor.proofEnded(this);
        }
    }
}
