package dev.rollback;

import dev.rollback.run.Incident;
import dev.rollback.run.Outcome;
import dev.rollback.run.PersonEvent;
import dev.rollback.run.RunId;
import dev.rollback.run.StepKind;
import dev.rollback.run.Verdict;
import dev.rollback.target.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a run came to: where each target stands, whether it helped, what happened when, and what to do next. Data first; {@link #orThrow()} for those who
 * want an exception. Immutable.
 */
public final class RollbackReport {

    private final Head head;
    private final Ending ending;
    private final Content content;

    RollbackReport(Head head, Ending ending, Content content) {
        this.head = head;
        this.ending = ending;
        this.content = content;
    }

    /** What a report is about. */
    record Head(
            RunId run,
            String plan,
            String reason,
            String journal,
            SortedMap<String, String> overrides,
            @Nullable RunId takesBack,
            boolean drill) {}

    /** How it ended, and whether everything was to be put back; the outcome is null for a run that is not over. */
    record Ending(
            @Nullable Outcome outcome,
            Verdict verdict,
            boolean isRestoreDue,
            Instant startedAt,
            Instant endedAt,
            @Nullable Duration freeze,
            PersonEvent.@Nullable GlassBroken glassBroken) {}

    /** What it tells. */
    record Content(
            List<StepReport> steps,
            List<Entry> timeline,
            List<Refusal> refusals,
            List<String> leftBehind,
            Incident incident) {
        Content {
            steps = List.copyOf(steps);
            timeline = List.copyOf(timeline);
            refusals = List.copyOf(refusals);
            leftBehind = List.copyOf(leftBehind);
        }
    }

    /**
     * One line of the timeline.
     *
     * @param at when
     * @param step which step; empty for the run as a whole
     * @param text what happened
     */
    public record Entry(Instant at, String step, String text) {}

    /**
     * What the run was refused for.
     *
     * @param step which step; empty for the plan as a whole
     * @param finding what speaks against it
     */
    public record Refusal(String step, Finding finding) {}

    /** How long what it rolled away from shall not be deployed again; empty if nobody said. */
    public Optional<Instant> frozenUntil() {
        return Optional.ofNullable(ending.freeze())
                .filter(lasting -> ending.outcome() == Outcome.ROLLED_BACK)
                .map(ending.endedAt()::plus);
    }

    /** The run. */
    public RunId run() {
        return head.run();
    }

    /** The run that this one took back; empty if it rolled back. */
    public Optional<RunId> takesBack() {
        return Optional.ofNullable(head.takesBack());
    }

    /** Whether the run was, or put back, a drill: see {@link RollbackEngine#drill}. */
    public boolean isDrill() {
        return head.drill();
    }

    /** The plan's name. */
    public String plan() {
        return head.plan();
    }

    /** Why the plan was carried out; may be empty. */
    public String reason() {
        return head.reason();
    }

    /** What is known of the incident that it answers. */
    public Incident incident() {
        return content.incident();
    }

    /** When users got the wanted versions of all targets; empty if they do not, or there is no target. */
    public Optional<Instant> servedAt() {
        List<StepReport> targets = steps().stream()
                .filter(step -> step.kind() == StepKind.ROLL_BACK)
                .toList();
        return targets.stream().allMatch(step -> step.times().served() != null)
                ? targets.stream()
                        .flatMap(step -> Optional.ofNullable(step.times().served()).stream())
                        .max(Comparator.naturalOrder())
                : Optional.empty();
    }

    /** Whether the recovery time objective of the incident is missed: users got the wanted versions later, or do not get them although the time is over. */
    public boolean isRecoveryLate() {
        return content.incident()
                .recoveryDue(startedAt())
                .filter(due ->
                        takesBack().isEmpty() && servedAt().orElse(endedAt()).isAfter(due))
                .isPresent();
    }

    /** Who let all approvals be passed over, and why, if somebody did. */
    public Optional<PersonEvent.GlassBroken> glassBroken() {
        return Optional.ofNullable(ending.glassBroken());
    }

    /** Where the run is kept, for people. */
    public String journal() {
        return head.journal();
    }

    /** The soft blockers that were overridden, with the reason of each. */
    public SortedMap<String, String> overrides() {
        return head.overrides();
    }

    /** Whether the run is over. */
    public boolean isEnded() {
        return ending.outcome() != null;
    }

    /**
     * Where the targets stand.
     *
     * @throws IllegalStateException when the run is not over, see {@link #isEnded()}
     */
    public Outcome outcome() {
        return Optional.ofNullable(ending.outcome())
                .orElseThrow(() ->
                        new IllegalStateException("Run " + run() + " is not over: wait for it, or look at steps()."));
    }

    /** What the verifications say together. */
    public Verdict verdict() {
        return ending.verdict();
    }

    /** Whether a change failed and everything was to be put back. */
    boolean isRestoreDue() {
        return ending.isRestoreDue();
    }

    /** When it began. */
    public Instant startedAt() {
        return ending.startedAt();
    }

    /** When it ended, or when this report was made. */
    public Instant endedAt() {
        return ending.endedAt();
    }

    /** From begin to end. */
    public Duration took() {
        return Duration.between(startedAt(), endedAt());
    }

    /** Whether all targets serve the wanted versions and no verification failed; for a run that takes back, whether all is as it was found. */
    public boolean isSuccess() {
        boolean there =
                isEnded() && (outcome().isSuccess() || (outcome() == Outcome.RESTORED && head.takesBack() != null));
        return there && verdict() != Verdict.NOT_HELPED;
    }

    /** The steps as written. */
    public List<StepReport> steps() {
        return content.steps();
    }

    /**
     * One step by its name.
     *
     * @throws IllegalArgumentException when no step has that name; names those there are
     */
    public StepReport step(String name) {
        return steps().stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No step is called \"" + name + "\"; there are "
                        + steps().stream().map(StepReport::name).toList() + "."));
    }

    /** What happened, in order. */
    public List<Entry> timeline() {
        return content.timeline();
    }

    /** What it was refused for; empty unless the outcome is {@code REFUSED}. */
    public List<Refusal> refusals() {
        return content.refusals();
    }

    /** What was lost, and what is left behind with its cost, one line each. */
    public List<String> leftBehind() {
        return content.leftBehind();
    }

    /** What to do now, for people. */
    public String nextAction() {
        return NextAction.of(this);
    }

    /**
     * This report, if it is a success.
     *
     * @throws RollbackException otherwise
     */
    public RollbackReport orThrow() {
        if (isSuccess()) {
            return this;
        }
        throw RollbackException.unsuccessful(this);
    }

    /** The report for people, no line longer than {@code width} where words allow it; 40 at least. */
    public String toText(int width) {
        return new ReportText(this, Math.max(40, width)).render();
    }

    /** The report for programs: one JSON object, described in the guide on reports; fields are added, never renamed. */
    public String toJson() {
        return new ReportJson(this).write();
    }

    @Override
    public String toString() {
        return toText(100);
    }
}
