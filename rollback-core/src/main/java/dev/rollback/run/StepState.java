package dev.rollback.run;

import dev.rollback.target.Change;
import dev.rollback.target.Memo;
import dev.rollback.target.Position;
import dev.rollback.target.Progress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where one step of a run stands. Belongs to its {@link RunState}; only that changes it. Not thread-safe. */
public final class StepState {

    /** The life of a step. */
    public enum Phase {
        /** Waits for the steps before it. */
        WAITING,
        /** Under way. */
        RUNNING,
        /** Users get the wanted version; something still goes on. */
        SERVING,
        /** Done. */
        SETTLED,
        /** Will not get there. */
        FAILED,
        /** Its time, or the run's, was over. */
        TIMED_OUT,
        /** Not looked at any more because the run was cancelled, or because it only waited and everything is put back. */
        STOPPED,
        /** Never started. */
        SKIPPED;

        /** Whether nothing more will happen to the step itself. */
        public boolean isOver() {
            return this != WAITING && this != RUNNING && this != SERVING;
        }

        /** Whether it was started and did not settle. */
        public boolean isBroken() {
            return this == FAILED || this == TIMED_OUT || this == STOPPED;
        }
    }

    static final long NEVER = Long.MAX_VALUE;

    /** How many milliseconds a step that is over waits for its call under way and for where its target stands. */
    static final long PATIENCE = 300_000;

    final int index;
    final StepOutline outline;

    // Folded from events.
    Phase phase = Phase.WAITING;

    @Nullable
    Change change;

    Memo memo = Memo.empty();
    String why = "";
    double share;
    int weight = 100;

    @Nullable
    String gate;

    List<String> gatesPassed = List.of();

    @Nullable
    Position position;

    List<String> approvedBy = List.of();
    boolean denied;

    @Nullable
    String overriddenBy;

    Progress.@Nullable Settled settled;
    long startedAt = NEVER;
    long servingAt = NEVER;
    long overAt = NEVER;
    long deadlineAt = NEVER;
    long advancedAt;
    long lookAt = NEVER;
    long weightDoneAt = NEVER;
    boolean extended;
    int hindered;
    int conflicts;
    final ProofState proofs;

    // What is under way: the driver's, not the log's.
    int unmet;
    int generation;
    int lookInFlight;
    boolean held;
    boolean locating;
    long patientUntil = NEVER;
    boolean queued;
    boolean released;
    boolean settledNoted;
    boolean failureNoted;
    boolean concludedNoted;

    StepState(int index, StepOutline outline) {
        this.index = index;
        this.outline = outline;
        this.proofs = outline.proofs().isEmpty() ? ProofState.NONE : new ProofState(outline.proofs());
    }

    /** Its place in the outline. */
    public int index() {
        return index;
    }

    /** What the plan says of it. */
    public StepOutline outline() {
        return outline;
    }

    /** Where it is in its life. */
    public Phase phase() {
        return phase;
    }

    /** What it changes, for a step that rolls a target back. */
    public Optional<Change> change() {
        return Optional.ofNullable(change);
    }

    /** What it waits for, or why it is over. */
    public String why() {
        return why;
    }

    /** How much is done, 0 to 1. */
    public double share() {
        return share;
    }

    /** When it began, if it has. */
    public Optional<Instant> started() {
        return time(startedAt);
    }

    /** When users got the wanted version, if it came to that. */
    public Optional<Instant> served() {
        return time(servingAt);
    }

    /** When it was over, if it is. */
    public Optional<Instant> over() {
        return time(overAt);
    }

    private static Optional<Instant> time(long millis) {
        return millis == NEVER ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    /** What it was seen to come to, once it settled. */
    public Optional<Progress.Settled> settled() {
        return Optional.ofNullable(settled);
    }

    /** Where its target stands, once it is over. */
    public Optional<Position> position() {
        return Optional.ofNullable(position);
    }

    /** Whether users get the wanted version, as far as this step has seen. */
    public boolean serves() {
        return phase == Phase.SERVING || phase == Phase.SETTLED;
    }

    /** What its verifications came to, in their order; null for one that has not ended. */
    public List<@Nullable Verdict> verdicts() {
        return new ArrayList<>(proofs.verdicts);
    }

    /** What each of its verifications saw last, for people; empty for one that was not made. */
    public List<String> proofEvidence() {
        return new ArrayList<>(proofs.evidences);
    }

    /** Whether its target left, or may have left, where it was found, or its action was done. */
    public boolean canBePutBack() {
        return switch (outline.kind()) {
            case ROLL_BACK -> change != null && !change.isEmpty() && startedAt != NEVER && position != Position.FROM;
            case RUN -> startedAt != NEVER && position != Position.FROM;
            case VERIFY, APPROVE, PAUSE, JOIN -> false;
        };
    }

    /** Whether it waits for somebody to approve it. */
    public boolean awaitsApproval() {
        return outline.kind() == StepKind.APPROVE && phase == Phase.RUNNING;
    }

    /** Whether it waits for an approval, or is being verified. */
    public boolean isHeldUp() {
        return awaitsApproval() || proofs.running >= 0;
    }

    /** Which of its waits it is in: how many of its verifications have ended. */
    public int round() {
        return proofs.rounds;
    }

    /** How many people have to approve it still. */
    int approvalsMissing() {
        return outline.course().approvers() - approvedBy.size();
    }

    /** Nothing is under way any more; what is due is due now. */
    void resume() {
        lookInFlight = 0;
        held = false;
        locating = false;
        patientUntil = NEVER;
        hindered = 0;
        conflicts = 0;
        lookAt = lookAt == NEVER ? NEVER : 0;
        if (proofs.running >= 0) {
            proofs.lookInFlight = 0;
            proofs.cutOff = true;
        }
    }

    /** Whether it serves and its verifications have passed: what comes after it may start. */
    boolean isReleased() {
        return serves() && proofs.servingDone && !proofs.failed;
    }

    boolean isChangeEmpty() {
        return change != null && change.isEmpty();
    }

    /** Whether it is done as soon as it begins. */
    boolean hasNothingToDo() {
        return outline.kind() == StepKind.VERIFY || isChangeEmpty();
    }

    /** Whether it has begun and is not over. */
    boolean isUnderWay() {
        return phase == Phase.RUNNING || phase == Phase.SERVING;
    }

    /** Whether nothing is done toward the wanted version until time or people let it go on. */
    boolean onlyWaits() {
        boolean held = gate != null || weightDoneAt != NEVER;
        return held || outline.kind() == StepKind.APPROVE || outline.kind() == StepKind.PAUSE;
    }

    /** Whether its target has to be looked at to know where it stands. */
    boolean needsPosition() {
        return outline.kind() == StepKind.ROLL_BACK && phase.isBroken() && position == null;
    }

    /** Whether it is over and there is still something to hear of its target or action. */
    boolean isAwaited() {
        return phase.isOver() && (lookInFlight != 0 || needsPosition());
    }

    /** Whether nothing is left to do for it. */
    boolean isConcluded(long now) {
        boolean heard = !isAwaited() || (now >= patientUntil && !needsPosition());
        return phase.isOver() && proofs.running < 0 && (phase != Phase.SETTLED || proofs.servingDone) && heard;
    }

    /** Whether its time, a failure or a verification keeps what comes after it from starting. */
    boolean isInTheWay() {
        return phase == Phase.SKIPPED || phase.isBroken() || proofs.failed;
    }
}
