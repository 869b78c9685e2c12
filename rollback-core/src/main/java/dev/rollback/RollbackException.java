package dev.rollback;

import dev.rollback.journal.JournalException;
import dev.rollback.run.RunId;
import dev.rollback.target.Finding;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The parent of what the front door throws. */
public class RollbackException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** An exception with a message that says what, where, expected against actual and what to do. */
    protected RollbackException(String message) {
        super(message);
    }

    /** An exception with a message and what caused it. */
    protected RollbackException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** What {@link RollbackReport#orThrow()} throws. */
    static RollbackException unsuccessful(RollbackReport report) {
        return new RollbackException("Run " + report.run() + " of " + report.plan() + " ended " + report.outcome()
                + ", " + report.verdict() + ". " + report.nextAction());
    }

    /** The engine was closed while somebody waited for a run. */
    static RollbackException closed(String what) {
        return new RollbackException(
                what + " is not followed any more: the engine was closed. Run the plan again: it goes on from what"
                        + " the targets show.");
    }

    /** The waiting thread was interrupted. */
    static RollbackException interrupted(String what, InterruptedException cause) {
        return new RollbackException("Waiting for " + what + " was interrupted; it goes on in the engine.", cause);
    }

    /** Something went wrong while a preview was made. */
    static RollbackException noPreview(String plan, Throwable cause) {
        return new RollbackException(
                plan + " cannot be previewed, and nothing was written: " + cause
                        + ". If a target of your own is in the plan, mend it; else report this.",
                cause);
    }

    /** The journal did not take the start of a run. */
    static RollbackException notStarted(String plan, Throwable cause) {
        return new RollbackException(
                plan + " was not started, and nothing was written to any target: " + Texts.sentence(cause)
                        + " Mend the journal, or use another one, and run the plan again.",
                cause);
    }

    /** A run cannot be carried on. */
    static RollbackException notResumed(RunId run, String why, String remedy) {
        return new RollbackException("Run " + run + " is not resumed: " + why + " " + remedy);
    }

    /** A run cannot be taken back. */
    static RollbackException notUndone(RunId run, String why, String remedy) {
        return new RollbackException("Run " + run + " is not taken back: " + why + " " + remedy);
    }

    /** What a target serves could not be found out. */
    static RollbackException notCaptured(String target, Throwable cause) {
        return new RollbackException(
                "Nothing is captured: what " + target + " serves is not known. " + Texts.sentence(cause)
                        + " Try again before anything is deployed, or leave that target out.",
                cause);
    }

    /** A drill did not pass, or was none. */
    static RollbackException notDrilled(Drill drill) {
        return new RollbackException(drill.summary());
    }

    /** A deployment was rolled back. */
    static RollbackException notDeployed(@Nullable Throwable failure, RollbackReport rollback) {
        String why = failure == null ? "it did not pass its verification" : "it failed: " + Texts.sentence(failure);
        return new RollbackException(
                "Nothing is deployed: " + why + (why.endsWith(".") ? " " : ". ") + "Its rollback, run " + rollback.run()
                        + ", ended " + rollback.outcome() + ".",
                failure);
    }

    /** A guard would watch what cannot be looked at. */
    static RollbackException notGuarded(String plan, List<Finding> findings) {
        return new RollbackException("The guard of " + plan + " does not watch, it would see nothing: "
                + findings.stream().map(Finding::toString).collect(Collectors.joining(" ")));
    }

    /** Two guards would watch one target. */
    static RollbackException guardedTwice(String plan, String other, String target) {
        return new RollbackException("The guard of " + plan + " does not watch: a guard of " + other + " watches "
                + target
                + " as well, and each would take the other's rollback for a deployment. Stop that one first, or"
                + " put both conditions into one guard with anyOf(...).");
    }

    /** A version cannot be let be chosen again. */
    static RollbackException notLifted(String target, String version, String why) {
        return new RollbackException("The quarantine of " + version + " of " + target + " is not lifted: " + why);
    }

    /** What somebody asks of a run cannot be. */
    static RollbackException notAsked(RunId run, String what, String why, List<String> waiting) {
        String remedy = waiting.isEmpty()
                ? "Nothing of it waits for that now."
                : "Name one of those that wait: " + String.join(", ", waiting) + ".";
        return new RollbackException("Run " + run + " takes no request to " + what + ": " + why + ". " + remedy);
    }

    /** What puts everything back was to be cancelled. */
    static RollbackException notCancelled(RunId run, String why) {
        return new RollbackException(
                "Run " + run + " takes no request to cancel: " + why + ", and that runs to its end. Wait for it.");
    }

    /** A run was to be carried on with another plan, which differs like that. */
    static Function<List<String>, RollbackException> otherPlan(RunId run) {
        return differences -> notResumed(
                run,
                otherThanStarted(differences),
                "Resume it with the plan as it was, or run the new plan: it goes on from what the targets show.");
    }

    /** A run was to be taken back with another plan, which differs like that. */
    static Function<List<String>, RollbackException> otherPlanThen(RunId run) {
        return differences -> notUndone(run, otherThanStarted(differences), "Take it back with the plan as it was.");
    }

    private static String otherThanStarted(List<String> differences) {
        return "the plan is not the one that it was started with: " + String.join("; ", differences) + ".";
    }

    /** The journal did not take that a run is carried on. */
    static RollbackException notTakenUp(RunId run, Throwable cause) {
        return new RollbackException(
                "Run " + run + " was not resumed, and nothing was written to any target: " + Texts.sentence(cause),
                cause);
    }

    /** Another engine writes the same run. */
    static RollbackException overtaken(RunId run, JournalException cause) {
        return new RollbackException("Run " + run + " is not followed here any more. " + Texts.sentence(cause), cause);
    }

    /** Something went wrong in the engine itself. */
    static RollbackException broken(String what, Throwable cause) {
        return new RollbackException(
                what + " is not followed any more, the engine failed over it: " + cause
                        + ". What AWS was asked to do goes on. Run the plan again: it goes on from what the targets show.",
                cause);
    }
}
