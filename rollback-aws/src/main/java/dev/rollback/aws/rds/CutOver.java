package dev.rollback.aws.rds;

import dev.rollback.target.Attempt;
import dev.rollback.target.Change;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetException;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import dev.rollback.target.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** From a restored database to one that is used: the loss looked at once more, the gate, then the hand-over or the two renames. */
final class CutOver {

    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration WHILE_RENAMING = Duration.ofSeconds(15);
    private static final String STOPPED = "writes stopped";

    /** Fact: the ARN of the secret that RDS keeps the master password of the restored database in. */
    static final String SECRET = "masterUserSecret";

    /** In the memo: why no safety snapshot was taken. */
    static final String NO_SAFETY = "no safety snapshot";

    private final Fleet fleet;
    private final Change change;
    private final Plan plan;
    private final Attempt attempt;
    private final Names names;

    CutOver(Fleet fleet, Change change, Plan plan, Attempt attempt, Names names) {
        this.fleet = fleet;
        this.change = change;
        this.plan = plan;
        this.attempt = attempt;
        this.names = names;
    }

    Progress step(Database old, Database restored, Memo memo) {
        boolean begun = memo.get(STOPPED).isPresent() || !old.id().equals(names.name());
        Optional<Progress> tooMuch = begun ? Optional.empty() : tooMuchLost(restored);
        if (tooMuch.isPresent()) {
            return tooMuch.get();
        }
        if (!begun && !attempt.passed(RdsSnapshot.GATE)) {
            return Progress.gate(RdsSnapshot.GATE, memo);
        }
        if (!plan.renames()) {
            return settled(change, names, restored, attempt);
        }
        return memo.get(STOPPED).isEmpty() && old.id().equals(names.name())
                ? stopWrites(restored, memo)
                : rename(old, restored, memo);
    }

    /** The loss grows while the restore takes its time. */
    private Optional<Progress> tooMuchLost(Database restored) {
        Instant until = RdsSnapshot.databaseTime(change.to());
        Duration lost = Duration.between(until, attempt.now());
        return plan.accepted()
                .filter(accepted -> lost.compareTo(accepted) > 0)
                .map(accepted -> Progress.failed(
                        FailureKind.ENVIRONMENT,
                        "Cutting over to " + restored.id() + " would lose " + Spans.text(lost) + " of writes, "
                                + Spans.text(accepted) + " are accepted. Nothing was cut over; " + restored.id()
                                + " is ready. Accept more, or cut over by hand."));
    }

    private Progress stopWrites(Database restored, Memo memo) {
        Optional<Work> hook = plan.stopWrites();
        try {
            if (hook.isPresent()) {
                hook.get().run(attempt);
            }
        } catch (TargetException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TargetException.of(TargetException.Kind.UNKNOWN_OUTCOME, "stopping the writes was interrupted", e);
        } catch (Exception e) {
            return Progress.failed(
                    FailureKind.ENVIRONMENT,
                    "The writes could not be stopped: " + e + ". Nothing was cut over; " + restored.id()
                            + " is ready.");
        }
        return Progress.pending(
                hook.isPresent() ? "has stopped the writes" : "cuts over without stopping the writes",
                0.85,
                memo.with(STOPPED, attempt.now().toString()),
                SOON);
    }

    private Progress rename(Database old, Database restored, Memo memo) {
        if (old.id().equals(names.name())) {
            return renamed(old, names.replaced(), 0.87, memo);
        }
        return renamed(restored, names.name(), 0.92, memo);
    }

    /** Asks for a rename until it shows: the status tells nothing of it for a moment, so it may be asked for twice. */
    private Progress renamed(Database database, String name, double share, Memo memo) {
        String why = "renames " + database.id() + " to " + name;
        if (!database.status().isUsable() || database.isChanging()) {
            return Progress.pending(why + ": it is " + database.status(), share, memo, WHILE_RENAMING);
        }
        try {
            fleet.rename(attempt, database, name);
        } catch (TargetException e) {
            if (!RdsCalls.isThere(e) && !RdsCalls.isBusy(e)) {
                throw e;
            }
            Optional<Database> taken = fleet.named(attempt, name);
            if (taken.filter(found -> !found.resource().equals(database.resource()))
                    .isPresent()) {
                return Progress.failed(
                        FailureKind.CONFLICT,
                        "The name " + name + " is taken by " + taken.get().resource() + ": expected it free for "
                                + database.resource() + ", which is " + database.id()
                                + " now. Free it and rename by hand.");
            }
        }
        return Progress.pending(why, share, memo, WHILE_RENAMING);
    }

    static Progress settled(Change change, Names names, Database restored, Attempt attempt) {
        Version serving =
                change.to().tenure(Tenure.since(attempt.now(), "RDS")).fact(RdsSnapshot.RESOURCE, restored.resource());
        String address = restored.endpoint().orElse("");
        String evidence = restored.id() + " (" + restored.resource() + ") is available at " + address
                + " with data until " + RdsSnapshot.databaseTime(change.to());
        Optional<String> withoutSafety = attempt.memo().get(NO_SAFETY);
        String safety = withoutSafety
                .map(why -> ". No safety snapshot was taken: " + why)
                .orElse("");
        Progress.Settled settled = Progress.settled(serving, evidence + safety)
                .fact("endpoint", address)
                .fact("port", Integer.toString(restored.port()))
                .fact("instance", restored.id())
                .fact("resourceId", restored.resource());
        Progress.Settled kept = withoutSafety.isPresent() ? settled : settled.fact("safetySnapshot", names.safety());
        return restored.secret().map(arn -> kept.fact(SECRET, arn)).orElse(kept);
    }
}
