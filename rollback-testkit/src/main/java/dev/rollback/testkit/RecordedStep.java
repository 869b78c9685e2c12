package dev.rollback.testkit;

import dev.rollback.health.Health;
import dev.rollback.run.StepOutline;
import dev.rollback.target.Change;
import dev.rollback.target.FailureKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a journal tells of one step. Times are those that the run was driven for, counted from its start. */
final class RecordedStep {
    final int index;
    final StepOutline outline;
    final List<Hindrance> hindrances = new ArrayList<>();
    final List<Look> looks = new ArrayList<>();
    final List<String> texts = new ArrayList<>();

    /** The largest of each number among what the target wanted to know again. */
    final Map<String, Integer> counts = new TreeMap<>();

    @Nullable
    Change change;

    @Nullable
    Duration started;

    @Nullable
    Duration serving;

    @Nullable
    Duration settled;

    @Nullable
    Duration timedOut;

    @Nullable
    Failure failure;

    /** When it was last heard of. */
    Duration heard = Duration.ZERO;

    boolean progressed;

    RecordedStep(int index, StepOutline outline) {
        this.index = index;
        this.outline = outline;
    }

    /**
     * A call that failed.
     *
     * @param operation which call, as permissions name it
     * @param kind how it failed
     * @param after when it was last heard of the step before that, counted from the step's start
     * @param late whether the step had got somewhere by then
     */
    record Hindrance(String operation, FaultKind kind, Duration after, boolean late) {}

    /**
     * A look of a probe that brought another verdict.
     *
     * @param proof which verification of the step
     * @param after since that began
     */
    record Look(int proof, Duration after, Health health) {}

    /**
     * How it failed.
     *
     * @param at when
     */
    record Failure(Duration at, FailureKind kind, String reason) {}

    String name() {
        return outline.name().isEmpty() ? "step " + index : outline.name();
    }

    /** Of its target; empty for a step without a change. */
    String kind() {
        return change == null ? "" : change.target().kind();
    }

    /** From its start to that; empty where the run did not get so far. */
    Optional<Duration> took(@Nullable Duration until) {
        return started == null || until == null ? Optional.empty() : Optional.of(until.minus(started));
    }

    /** That time, counted from the step's start. */
    Duration since(Duration time) {
        return started == null || time.compareTo(started) < 0 ? Duration.ZERO : time.minus(started);
    }
}
