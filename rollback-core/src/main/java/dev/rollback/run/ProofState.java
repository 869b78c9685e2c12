package dev.rollback.run;

import dev.rollback.health.Health;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the verifications of one step stand. At most one is made at a time, in the order of the plan. */
final class ProofState {

    /** For all the steps that have none; never changed. */
    static final ProofState NONE = new ProofState(List.of());

    final List<Proof> proofs;
    final List<@Nullable Verdict> verdicts;
    final List<String> evidences;
    int running = -1;
    int streak;
    long healthySince = StepState.NEVER;
    long healthyUntil = StepState.NEVER;
    boolean unhealthySeen;
    long deadlineAt = StepState.NEVER;
    long lookAt = StepState.NEVER;
    boolean servingDone;
    boolean failed;
    boolean passedOnce;
    int rounds;

    /** The one that somebody passed over, or -1. */
    int overridden = -1;

    @Nullable
    Health last;

    // What is under way: the driver's, not the log's.
    int lookInFlight;
    boolean cutOff;

    ProofState(List<Proof> proofs) {
        this.proofs = proofs;
        this.verdicts = new ArrayList<@Nullable Verdict>(Collections.nCopies(proofs.size(), null));
        this.evidences = new ArrayList<>(Collections.nCopies(proofs.size(), ""));
        this.servingDone = nextAt(Proof.Moment.SERVING, "") < 0;
    }

    /** The first verification of that moment that has not ended, or -1. */
    int nextAt(Proof.Moment moment, String gate) {
        for (int i = 0; i < proofs.size(); i++) {
            Proof proof = proofs.get(i);
            if (proof.moment() == moment && proof.gate().equals(gate) && verdicts.get(i) == null) {
                return i;
            }
        }
        return -1;
    }

    void start(int proof, long at, long deadline) {
        running = proof;
        unhealthySeen = false;
        cutOff = false;
        last = null;
        lookAt = at;
        deadlineAt = deadline;
        breakStreak();
    }

    private void breakStreak() {
        streak = 0;
        healthySince = StepState.NEVER;
    }

    void looked(Health health, long at, long again) {
        last = health;
        lookAt = again;
        unhealthySeen |= health.verdict() == Health.Verdict.UNHEALTHY;
        if (!health.isHealthy()) {
            breakStreak();
            return;
        }
        streak++;
        healthySince = Math.min(healthySince, at);
        healthyUntil = at;
    }

    void end(int proof, Verdict verdict, String evidence) {
        verdicts.set(proof, verdict);
        evidences.set(proof, evidence);
        running = -1;
        lookAt = StepState.NEVER;
        deadlineAt = StepState.NEVER;
        passedOnce |= verdict == Verdict.HELPED;
        rounds++;
        failed |= verdict != Verdict.HELPED && proof != overridden;
        overridden = -1;
        servingDone = nextAt(Proof.Moment.SERVING, "") < 0 || failed;
    }

    /** Somebody passes over the running one. */
    void override() {
        overridden = running;
    }

    /** What is verified between two weights is verified again after the next. */
    void forgetBetweenWeights() {
        for (int i = 0; i < proofs.size(); i++) {
            if (proofs.get(i).moment() == Proof.Moment.BETWEEN_WEIGHTS) {
                verdicts.set(i, null);
            }
        }
    }

    Verification wanted() {
        return proofs.get(running).verification();
    }

    /** Whether the time of the running one is over. A look that fell due in time is given until the next one would have been due. */
    boolean isTimeOver(long now) {
        return now >= deadlineAt && (lookAt > deadlineAt || now >= lookAt + everyMillis());
    }

    long everyMillis() {
        return wanted().every().toMillis();
    }

    /** Whether the running one was seen to hold as often and as long as it must. Time in which nobody looked does not count. */
    boolean hasHeld() {
        Verification wanted = wanted();
        return streak >= wanted.times()
                && healthyUntil - healthySince >= wanted.forAtLeast().toMillis();
    }

    /** What the running one comes to when its time is over: nobody is told that it did not help who was never seen unwell. */
    Verdict atDeadline() {
        boolean blind = last == null || last.verdict() == Health.Verdict.UNKNOWN;
        return blind || !unhealthySeen ? Verdict.UNKNOWN : Verdict.NOT_HELPED;
    }

    /** What was seen last, for people. */
    String evidence() {
        return last == null ? "not looked at" : last.evidence();
    }
}
