package dev.rollback;

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
    private final Instant at;
    private final List<StepPreview> steps;
    private final List<Finding> findings;
    private final SortedMap<String, String> overrides;
    private final String journal;

    Preview(RollbackPlan plan, Instant at, List<StepPreview> steps, List<Finding> findings, String journal) {
        this(plan, at, steps, findings, plan.overrides(), journal);
    }

    private Preview(
            RollbackPlan plan,
            Instant at,
            List<StepPreview> steps,
            List<Finding> findings,
            SortedMap<String, String> overrides,
            String journal) {
        this.plan = plan;
        this.at = at;
        this.steps = List.copyOf(steps);
        this.findings = List.copyOf(findings);
        this.overrides = Collections.unmodifiableSortedMap(new TreeMap<>(overrides));
        this.journal = journal;
    }

    /** The plan. */
    public RollbackPlan plan() {
        return plan;
    }

    /** When it was made. */
    public Instant at() {
        return at;
    }

    /** The steps as written, joins left out. */
    public List<StepPreview> steps() {
        return steps.stream().filter(step -> !step.name().isEmpty()).toList();
    }

    /** One step by its name. */
    public Optional<StepPreview> step(String name) {
        return steps.stream().filter(step -> step.name().equals(name)).findFirst();
    }

    /** What was found about the plan as a whole. */
    public List<Finding> planFindings() {
        return findings;
    }

    /** All that was found, about the plan and each step. */
    public List<Finding> findings() {
        List<Finding> all = new ArrayList<>(findings);
        steps.forEach(step -> all.addAll(step.findings()));
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
     * @throws IllegalArgumentException when there is no reason
     */
    public Preview override(String code, String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("override(\"" + code + "\") has no reason: say why, it is journaled.");
        }
        SortedMap<String, String> more = new TreeMap<>(overrides);
        more.put(code, reason);
        return new Preview(plan, at, steps, findings, more, journal);
    }

    /** How long until users get the wanted versions, along the longest way through the steps. */
    public Duration expectedServing() {
        return CriticalPath.of(plan, steps, Assessment.Expected::serving);
    }

    /** How long until nothing goes on any more, along the longest way through the steps. */
    public Duration expectedSettled() {
        return CriticalPath.of(plan, steps, Assessment.Expected::settled);
    }

    /** All permissions that are needed, each once. */
    public List<Permission> permissions() {
        Set<Permission> all = new LinkedHashSet<>();
        for (StepPreview step : steps) {
            @Nullable Assessment assessment = step.assessment();
            if (assessment != null) {
                all.addAll(assessment.permissions());
            }
        }
        return List.copyOf(all);
    }

    /** The places of the outline, joins included. */
    List<StepPreview> places() {
        return steps;
    }

    String journal() {
        return journal;
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
