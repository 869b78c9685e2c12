package dev.rollback;

import dev.rollback.journal.Checkpoint;
import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import dev.rollback.target.PastChange;
import dev.rollback.target.Standing;
import dev.rollback.target.Target;
import dev.rollback.target.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Chooses the version that a target goes back to, on evidence, and says when there is too little of it. Reads only. */
final class VersionChoice implements VersionSelector.Visitor<Choice> {

    /** More candidates than this help nobody. */
    private static final int ENOUGH = 25;

    /** A history may be endless, or tell the same version again and again. */
    static final int READ_AT_MOST = 1_000;

    private final Target target;
    private final Version current;
    private final Grader grader;
    private final Look look;

    VersionChoice(Target target, Version current, Grader grader, Look look) {
        this.target = target;
        this.current = current;
        this.grader = grader;
        this.look = look;
    }

    @Override
    public Choice previous(VersionSelector.Previous selector) {
        Candidates candidates = candidates(ENOUGH, true);
        List<Version> ranked = candidates.ranked();
        if (ranked.isEmpty() || ranked.get(0).standing().compareTo(Standing.SUSPECT) >= 0) {
            return Choice.none(noneGood(ranked), ranked);
        }
        Version best = ranked.get(0);
        List<Finding> findings = new ArrayList<>();
        candidates.failedFirst().ifPresent(failed -> findings.add(passedOver(failed, best, ranked)));
        if (best.standing() != Standing.PROVEN) {
            findings.add(unproven(best, ranked));
        }
        return Choice.of(best, ranked, findings);
    }

    /** One step further back is never taken in silence. */
    private Finding passedOver(Version failed, Version next, List<Version> ranked) {
        return Finding.soft(
                "FIRST_CHOICE_FAILED",
                failed.title() + " of " + target.name() + " served well before, but " + failed.why() + "; the next is "
                        + next.title() + ".",
                "Override FIRST_CHOICE_FAILED with a reason to take that, or name one: " + lines(ranked));
    }

    private Finding unproven(Version best, List<Version> ranked) {
        return Finding.soft(
                "UNPROVEN",
                "No earlier version of " + target.name() + " is proven; the best is " + best.title() + ": " + best.why()
                        + ".",
                "Override UNPROVEN with a reason, or name one: " + lines(ranked));
    }

    private Finding noneGood(List<Version> ranked) {
        return Finding.hard(
                "NO_VERSION",
                ranked.isEmpty()
                        ? "No version of " + target.name() + " before " + current.title() + " is known."
                        : "Every earlier version of " + target.name() + " is suspect, quarantined or unusable.",
                ranked.isEmpty() ? "Name one with exactly(id)." : "Name one if you know better: " + lines(ranked));
    }

    private static String lines(List<Version> ranked) {
        return ranked.stream()
                .filter(version -> version.standing() != Standing.UNUSABLE)
                .limit(5)
                .map(version -> "to(exactly(\"" + version.id() + "\"))")
                .collect(Collectors.joining(", "));
    }

    @Override
    public Choice exactly(VersionSelector.Exactly selector) {
        Optional<Version> found = target.version(selector.id(), look);
        if (found.isEmpty()) {
            return Choice.none(
                    Finding.hard(
                            "NO_SUCH_VERSION",
                            target.name() + " has no version " + selector.id() + ".",
                            "Name one that it has; a preview with previous() lists candidates."),
                    List.of());
        }
        return named(grader.grade(found.get()), List.of());
    }

    @Override
    public Choice stepsBack(VersionSelector.StepsBack selector) {
        List<Version> known = candidates(selector.steps(), false).inOrder();
        if (known.size() < selector.steps()) {
            return Choice.none(
                    Finding.hard(
                            "NO_SUCH_VERSION",
                            "stepsBack(" + selector.steps() + ") of " + target.name() + ": only " + known.size()
                                    + " different versions before the current one are known.",
                            "Go back fewer steps, or name a version with exactly(id)."),
                    known);
        }
        return named(known.get(selector.steps() - 1), known);
    }

    @Override
    public Choice asOf(VersionSelector.AsOf selector) {
        Instant at = selector.instant();
        if (at.isAfter(look.now())) {
            return Choice.none(
                    Finding.hard(
                            "INSTANT_IN_FUTURE",
                            "asOf(" + at + ") of " + target.name() + " is after now, " + look.now() + ".",
                            "Give a time before the bad release."),
                    List.of());
        }
        Optional<Version> then = target.versionAt(at, look);
        if (then.isEmpty()) {
            return Choice.none(
                    Finding.hard(
                            "NOT_KNOWN_THEN",
                            "What " + target.name() + " served at " + at + " is not known.",
                            "Give a time that its history covers, or name a version with exactly(id)."),
                    List.of());
        }
        Choice choice = named(grader.grade(then.get()), List.of());
        List<Finding> findings = new ArrayList<>(choice.findings());
        burst(at).ifPresent(findings::add);
        String evidence = (servedAt(then.get(), at) ? "served at " : "the answer for ") + Texts.instant(at);
        return new Choice(choice.version(), evidence, choice.candidates(), findings);
    }

    @Override
    public Choice checkpoint(VersionSelector.FromCheckpoint selector) {
        Checkpoint checkpoint = selector.checkpoint();
        Optional<Version> captured = checkpoint.of(target.id());
        if (captured.isEmpty()) {
            return Choice.none(notCaptured(checkpoint), List.of());
        }
        Version known = target.recall(captured.get(), look);
        Choice choice = named(grader.grade(known), List.of());
        String evidence = "captured at " + Texts.instant(checkpoint.at()) + " in checkpoint " + checkpoint.id();
        return new Choice(choice.version(), evidence, choice.candidates(), choice.findings());
    }

    private Finding notCaptured(Checkpoint checkpoint) {
        String held = checkpoint.captured().stream()
                .map(one -> one.target().toString())
                .collect(Collectors.joining(", "));
        return Finding.hard(
                "NOT_IN_CHECKPOINT",
                "Checkpoint " + checkpoint.id() + " does not hold " + target.id() + "; it holds "
                        + (held.isEmpty() ? "nothing" : held) + ".",
                "Give the checkpoint of this target in this account and region, or name a version with exactly(id).");
    }

    /** Whether it is known to have been live then; a version that is named by that very time is what was there. */
    private static boolean servedAt(Version version, Instant at) {
        return version.tenure().covers(at) || version.id().equals(at.toString());
    }

    private Optional<Finding> burst(Instant at) {
        if (!target.grain().isZero()) {
            return Optional.empty();
        }
        try (Stream<PastChange> changes = target.changes(look)) {
            return Burst.around(at, changes.limit(READ_AT_MOST).map(PastChange::at))
                    .map(burst -> burst.finding(target.name(), at));
        }
    }

    /** What a person named is taken, and what speaks against it is said. */
    private Choice named(Version version, List<Version> candidates) {
        Finding finding = switch (version.standing()) {
            case UNUSABLE ->
                Finding.hard(
                        "UNUSABLE",
                        target.name() + " cannot serve " + version.title() + ": " + version.why() + ".",
                        "Choose another version.");
            case QUARANTINED, SUSPECT ->
                Finding.warning(
                        version.standing().name(),
                        version.title() + " of " + target.name() + " " + version.why() + ".",
                        "It is taken because the plan names it.");
            case UNPROVEN ->
                Finding.note(
                        "UNPROVEN_BUT_NAMED",
                        version.title() + " of " + target.name() + " is not proven: " + version.why() + ".");
            case PROVEN -> null;
        };
        return Choice.of(version, candidates, finding == null ? List.of() : List.of(finding));
    }

    /** Reads the history as far as it must: until there are so many candidates, or one is proven if that will do. */
    private Candidates candidates(int enough, boolean untilProven) {
        Candidates candidates = new Candidates(current, grader);
        try (Stream<Version> history = target.history(look)) {
            Iterator<Version> versions = history.limit(READ_AT_MOST).iterator();
            while (candidates.size() < enough && !(untilProven && candidates.hasProven()) && versions.hasNext()) {
                candidates.add(versions.next());
            }
        }
        return candidates;
    }
}
