package dev.rollback;

import dev.rollback.journal.Journal;
import dev.rollback.journal.JournalException;
import dev.rollback.journal.RunSummary;
import dev.rollback.run.Outcome;
import dev.rollback.run.Outline;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.target.TargetException;
import dev.rollback.target.TargetId;
import dev.rollback.target.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the journal says about what a guard may do. Reads the journal, so off the loop. */
final class GuardChecks {

    private static final Logger log = LoggerFactory.getLogger(GuardChecks.class);

    private final Journal journal;
    private final GuardTerms terms;

    GuardChecks(Journal journal, GuardTerms terms) {
        this.journal = journal;
        this.terms = terms;
    }

    /** The run that a guard of this deployment started before. */
    Optional<RunId> started(String deployment) {
        return asking(() -> startedBefore(deployment));
    }

    private Optional<RunId> startedBefore(String deployment) {
        return journal.runs().stream()
                .filter(run -> journal.summary(run).plan().equals(terms.plan().name()))
                .filter(run -> !isRefused(journal.summary(run)))
                .filter(run -> isGuarded(run, deployment))
                .findFirst();
    }

    /** The run that changes one of these targets now, or did so until a little while ago, and what that means. */
    Optional<String> busy(List<TargetId> targets, Instant now) {
        return asking(() ->
                targets.stream().flatMap(target -> busy(target, now).stream()).findFirst());
    }

    private Optional<String> busy(TargetId target, Instant now) {
        return journal.lastChange(target).flatMap(last -> {
            RunSummary.End end = last.end();
            if (end == null) {
                return Optional.of("run " + last.run() + " of " + last.plan() + " changes " + target);
            }
            Instant quiet = end.at().plus(terms.cooldown());
            return quiet.isAfter(now)
                    ? Optional.of("run " + last.run() + " of " + last.plan() + " changed " + target + ", and until "
                            + Texts.clock(quiet) + " what came of it is waited for")
                    : Optional.empty();
        });
    }

    /** Why no guard may start the plan again: from a version that one rolled away from, or so soon. */
    Optional<String> spent(Preview preview) {
        return asking(() -> spentBy(preview));
    }

    private Optional<String> spentBy(Preview preview) {
        List<RunSummary> guarded = journal.runs().stream()
                .map(journal::summary)
                .filter(run -> !isRefused(run))
                .filter(run -> isGuarded(run.run(), ""))
                .toList();
        return preview.steps().stream()
                .flatMap(step -> rolledAway(step, guarded))
                .findFirst()
                .or(() -> tooOften(guarded, preview.at()));
    }

    private static Stream<String> rolledAway(StepPreview step, List<RunSummary> guarded) {
        Version from = step.from();
        if (from == null || !step.isChange()) {
            return Stream.empty();
        }
        return guarded.stream()
                .filter(run -> run.changes().stream()
                        .map(RunSummary.Planned::change)
                        .anyMatch(change -> change.target().equals(step.subject())
                                && change.from().sameContent(from)))
                .map(run -> "run " + run.run() + " was started by a guard to roll " + step.subject() + " away from "
                        + from.title() + " before: somebody has to look at it");
    }

    private Optional<String> tooOften(List<RunSummary> guarded, Instant now) {
        Instant since = now.minus(terms.limit().within());
        List<RunSummary> counted = guarded.stream()
                .filter(run -> run.plan().equals(terms.plan().name())
                        && run.startedAt().isAfter(since))
                .toList();
        return counted.size() < terms.limit().times()
                ? Optional.empty()
                : Optional.of("guards may start it "
                        + (terms.limit().times() == 1 ? "once" : terms.limit().times() + " times")
                        + " in " + Texts.duration(terms.limit().within()) + " and did, the last time as run "
                        + counted.get(0).run());
    }

    /** Why a run that the guard started was refused before it began; empty for any other. */
    Optional<String> refused(RunId run) {
        return asking(() -> isRefused(journal.summary(run))
                ? journal.read(run).stream()
                        .filter(RunEvent.Refused.class::isInstance)
                        .map(event -> ((RunEvent.Refused) event).finding().text())
                        .findFirst()
                : Optional.empty());
    }

    /** Before it set out to change anything: that counts for nothing. One that a person denied had set out. */
    private static boolean isRefused(RunSummary run) {
        RunSummary.End end = run.end();
        return end != null && end.outcome() == Outcome.REFUSED && run.changes().isEmpty();
    }

    private static <T> T asking(Supplier<T> question) {
        try {
            return question.get();
        } catch (JournalException e) {
            throw TargetException.of(TargetException.Kind.TRANSIENT, Texts.sentence(e), e);
        }
    }

    /**
     * Whether a guard started it, after that deployment or, if that is empty, after any. What puts a run back was started by nobody; one that cannot be read any more says nothing.
     */
    private boolean isGuarded(RunId run, String deployment) {
        try {
            Outline outline = outline(run);
            String after = outline.notes().get(PlanHead.GUARD);
            return after != null && outline.undoes().isEmpty() && (deployment.isEmpty() || deployment.equals(after));
        } catch (JournalException e) {
            if (e.kind() == JournalException.Kind.UNAVAILABLE) {
                throw e;
            }
            log.warn("Run {} cannot be read, so a guard takes it for none of its own", run, e);
            return false;
        }
    }

    /** How long a run may take. */
    Duration deadline(RunId run) {
        return asking(() -> outline(run).deadline());
    }

    private Outline outline(RunId run) {
        return ((RunEvent.RunStarted) journal.read(run).get(0)).outline();
    }
}
