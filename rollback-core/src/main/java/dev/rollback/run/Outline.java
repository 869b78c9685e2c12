package dev.rollback.run;

import dev.rollback.lease.Severity;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The serialisable part of a plan: names, edges, deadlines and policies, no clients and no lambdas. All that the heart knows. Immutable.
 *
 * @param plan the plan's name
 * @param reason why it is carried out; may be empty
 * @param policy what holds for all steps
 * @param steps the steps, each after those that it depends on
 * @param notes what whoever built the plan wants to find again with the run
 * @param takesBack the run that this one takes back; null if it rolls back. One that takes back tries every step, whatever fails before it
 * @param incident what is known of the incident that it answers
 */
public record Outline(
        String plan,
        String reason,
        Policy policy,
        List<StepOutline> steps,
        SortedMap<String, String> notes,
        @Nullable RunId takesBack,
        Incident incident) {

    /**
     * What holds for all steps.
     *
     * @param onFailure what becomes of the others when a step fails
     * @param deadline from the start of the run to its end at the latest
     * @param severity how bad it is that it waits
     * @param response how long after the incident began, or after the run did if nobody said when that was, the first change shall begin; zero for at once; null if nobody said
     * @param freeze how long after its end nobody shall deploy again what it rolled away from; null if nobody said
     */
    public record Policy(
            FailurePolicy onFailure,
            Duration deadline,
            Severity severity,
            @Nullable Duration response,
            @Nullable Duration freeze) {}

    /** Copies the steps and notes. */
    public Outline {
        steps = List.copyOf(steps);
        notes = Collections.unmodifiableSortedMap(new TreeMap<>(notes));
    }

    /** The outline of a run that rolls back, without notes. */
    public Outline(String plan, String reason, FailurePolicy onFailure, Duration deadline, List<StepOutline> steps) {
        this(
                plan,
                reason,
                new Policy(onFailure, deadline, Severity.SIGNIFICANT, null, null),
                steps,
                new TreeMap<>(),
                null,
                Incident.unknown());
    }

    /** What becomes of the others when a step fails. */
    public FailurePolicy onFailure() {
        return policy.onFailure();
    }

    /** From the start of the run to its end at the latest. */
    public Duration deadline() {
        return policy.deadline();
    }

    /** How long after its end nobody shall deploy again what it rolled away from; empty if nobody said. */
    public Optional<Duration> freeze() {
        return Optional.ofNullable(policy.freeze());
    }

    /** How long after the incident began, or after the run did if nobody said when that was, the first change shall begin; empty if nobody said. */
    public Optional<Duration> response() {
        return Optional.ofNullable(policy.response());
    }

    /** How bad it is that it waits. */
    public Severity severity() {
        return policy.severity();
    }

    /** The run that this one takes back; empty if it rolls back. */
    public Optional<RunId> undoes() {
        return Optional.ofNullable(takesBack);
    }
}
