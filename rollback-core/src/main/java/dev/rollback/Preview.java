package dev.rollback;

import dev.rollback.journal.Practice;
import dev.rollback.target.Assessment;
import dev.rollback.target.Finding;
import dev.rollback.target.Permission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that a plan would do, and what speaks against it. Nothing was written to make it. Immutable; {@link RollbackEngine#execute(Preview)} runs
 * exactly this, or is refused if it went stale.
 */
public final class Preview {

    /** The code that overrides every soft blocker. */
    public static final String ALL = "all";

    private final RollbackPlan plan;
    private final Found found;
    private final SortedMap<String, String> overrides;
    private final Practised practised;

    Preview(RollbackPlan plan, Found found) {
        this(plan, found, plan.overrides());
    }

    private Preview(RollbackPlan plan, Found found, SortedMap<String, String> overrides) {
        this.plan = plan;
        this.found = found;
        this.overrides = Collections.unmodifiableSortedMap(new TreeMap<>(overrides));
        this.practised = Practised.of(plan, found.steps(), found.at());
    }

    /**
     * What was found out.
     *
     * @param at when
     * @param steps of each step, joins included
     * @param findings of the plan as a whole
     * @param journal where its run would be kept, for people
     * @param checks of the checks that the plan requires
     */
    record Found(
            Instant at, List<StepPreview> steps, List<Finding> findings, String journal, List<CheckPreview> checks) {
        Found {
            checks = List.copyOf(checks);
            steps = List.copyOf(steps);
            findings = List.copyOf(findings);
        }
    }

    /** The plan. */
    public RollbackPlan plan() {
        return plan;
    }

    /** When it was made. */
    public Instant at() {
        return found.at();
    }

    /** The steps as written, joins left out. */
    public List<StepPreview> steps() {
        return places().stream().filter(step -> !step.name().isEmpty()).toList();
    }

    /** One step by its name. */
    public Optional<StepPreview> step(String name) {
        return steps().stream().filter(step -> step.name().equals(name)).findFirst();
    }

    /** What was found about the plan as a whole. */
    public List<Finding> planFindings() {
        return found.findings();
    }

    /** What the checks that the plan requires found, in the order of the plan. */
    public List<CheckPreview> checks() {
        return found.checks();
    }

    /** All that was found, about the plan, by its checks, and about each step. */
    public List<Finding> findings() {
        List<Finding> all = new ArrayList<>(planFindings());
        checks().forEach(check -> all.addAll(check.findings()));
        places().forEach(step -> all.addAll(step.findings()));
        return List.copyOf(all);
    }

    /** What keeps it from being run: hard blockers, and soft ones that are not overridden. */
    public List<Finding> blockers() {
        return findings().stream().filter(this::isInForce).toList();
    }

    /** Whether anything keeps it from being run. */
    public boolean isBlocked() {
        return !blockers().isEmpty();
    }

    boolean isInForce(Finding finding) {
        return finding.level() == Finding.Level.HARD
                || (finding.level() == Finding.Level.SOFT && overrideOf(finding).isEmpty());
    }

    /** The reason with which a soft blocker is overridden, if it is. */
    Optional<String> overrideOf(Finding finding) {
        return Optional.ofNullable(overrides.getOrDefault(finding.code(), overrides.get(ALL)));
    }

    /** The soft blockers that are overridden, with the reason of each. */
    public SortedMap<String, String> overrides() {
        return overrides;
    }

    /**
     * The same preview with a soft blocker overridden. Hard blockers cannot be.
     *
     * @param code the blocker's code, or {@value #ALL}
     * @param reason why; journaled and reported
     * @throws IllegalArgumentException when there is no code or no reason
     */
    public Preview override(String code, String reason) {
        if (code.isBlank()) {
            throw new IllegalArgumentException("override names no blocker: give the code of one, or \"" + ALL + "\".");
        }
        if (reason.isBlank()) {
            throw new IllegalArgumentException("override(\"" + code + "\") has no reason: say why, it is journaled.");
        }
        SortedMap<String, String> more = new TreeMap<>(overrides);
        more.put(code, reason);
        return new Preview(plan, found, more);
    }

    /** How long until users get the wanted versions, along the longest way through the steps: each as a drill measured it, else as its target estimates it. */
    public Duration expectedServing() {
        return CriticalPath.of(plan, places(), new StepTimes(practised, false), Assessment.Expected::serving);
    }

    /** How long until nothing goes on any more, along the longest way through the steps, likewise. */
    public Duration expectedSettled() {
        return CriticalPath.of(plan, places(), new StepTimes(practised, false), Assessment.Expected::settled);
    }

    /** The same, with the longest of all that was measured and estimated: what deadlines are made of. */
    Duration longestSettled() {
        return CriticalPath.of(plan, places(), new StepTimes(practised, true), Assessment.Expected::settled);
    }

    /** The last rehearsal of the plan, of those that it was told of with {@code practised}. */
    public Optional<Practice.Rehearsed> lastRehearsal() {
        return practised.rehearsals().stream().findFirst();
    }

    /** The last drill of the plan, whether it passed or not, of those that it was told of with {@code practised}. */
    public Optional<Practice.Drilled> lastDrill() {
        return practised.drills().stream().findFirst();
    }

    Practised practised() {
        return practised;
    }

    /** The same preview with more found about the plan as a whole. */
    Preview with(List<Finding> more) {
        List<Finding> all = new ArrayList<>(planFindings());
        all.addAll(more);
        return new Preview(plan, new Found(at(), places(), all, journal(), checks()), overrides);
    }

    /** All permissions that are needed, each once. */
    public List<Permission> permissions() {
        Set<Permission> all = new LinkedHashSet<>();
        for (StepPreview step : places()) {
            @Nullable Assessment assessment = step.assessment();
            if (assessment != null) {
                all.addAll(assessment.permissions());
            }
        }
        plan.required().checks().forEach(named -> all.addAll(named.check().permissions()));
        return List.copyOf(all);
    }

    /** The places of the outline, joins included. */
    List<StepPreview> places() {
        return found.steps();
    }

    String journal() {
        return found.journal();
    }

    /** The preview for people, no line longer than {@code width} where words allow it; 40 at least. */
    public String toText(int width) {
        return new PreviewText(this, Math.max(40, width)).render();
    }

    @Override
    public String toString() {
        return toText(100);
    }
}
