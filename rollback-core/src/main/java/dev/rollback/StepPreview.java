package dev.rollback;

import dev.rollback.run.StepKind;
import dev.rollback.target.Assessment;
import dev.rollback.target.Change;
import dev.rollback.target.Finding;
import dev.rollback.target.TargetId;
import dev.rollback.target.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a preview says of one step. Immutable.
 *
 * @param name the step
 * @param kind what it does
 * @param subject the target, for a step that rolls one back and could read its name; else null
 * @param from what the target is in or moving to; null if that could not be read or there is no target
 * @param choice the version chosen; null where there is none to choose
 * @param assessment how it would be done; null if that could not be said
 * @param problems what the engine itself found
 */
public record StepPreview(
        String name,
        StepKind kind,
        @Nullable TargetId subject,
        @Nullable Version from,
        @Nullable Choice choice,
        @Nullable Assessment assessment,
        List<Finding> problems) {

    /** Copies the list. */
    public StepPreview {
        problems = List.copyOf(problems);
    }

    /** What the target is in or moving to, if that could be read. */
    public Optional<Version> current() {
        return Optional.ofNullable(from);
    }

    /** The version chosen, if there is one. */
    public Optional<Version> to() {
        return Optional.ofNullable(choice).flatMap(Choice::chosen);
    }

    /** Whether the target serves the wanted version already. */
    public boolean isThere() {
        return from != null && to().filter(from::sameContent).isPresent();
    }

    /** The change of its target, if there is one to make. */
    Optional<Change> change() {
        TargetId target = subject;
        Version now = from;
        return isChange() && target != null && now != null
                ? to().map(wanted -> new Change(target, now, wanted, "preview"))
                : Optional.empty();
    }

    /** Whether the run would change its target. */
    boolean isChange() {
        return from != null && to().isPresent() && !isThere();
    }

    /** All that was found, the heaviest first. */
    public List<Finding> findings() {
        List<Finding> all = new ArrayList<>(problems);
        if (choice != null) {
            all.addAll(choice.findings());
        }
        if (assessment != null) {
            all.addAll(assessment.findings());
        }
        all.sort(Comparator.comparing(Finding::level));
        return List.copyOf(all);
    }
}
