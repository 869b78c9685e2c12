package dev.rollback.aws.lambda;

import dev.rollback.target.Attempt;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetException;
import dev.rollback.target.TargetException.Kind;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Brings an alias to its goal, a step a call. */
final class Convergence {

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration WHILE_PROVISIONING = Duration.ofSeconds(5);

    /** How long provisioned concurrency may still show what was before the alias moved. */
    private static final Duration SETTLING = Duration.ofSeconds(3);

    private static final String SET = "set";
    private static final String BEFORE = "before";
    private static final String AT = "at";

    private final LambdaCalls calls;
    private final AliasName name;
    private final Goal goal;
    private final Attempt attempt;

    /** Whether provisioned concurrency may be there although it cannot be seen. */
    private boolean unseen;

    Convergence(LambdaCalls calls, AliasName name, Goal goal, Attempt attempt) {
        this.calls = calls;
        this.name = name;
        this.goal = goal;
        this.attempt = attempt;
    }

    Progress step() {
        return decide(calls.alias(attempt), true);
    }

    /** Decides on live state. An update that somebody else forestalls is decided on anew, once. */
    private Progress decide(AliasState now, boolean mayDecideAgain) {
        if (goal.isReachedBy(now.routing())) {
            return reached(now.routing());
        }
        if (!goal.covers(now.routing())) {
            return movedElsewhere(now);
        }
        Optional<Provisioned> provisioned = provisioned();
        if (isLambdasOwn(now.routing(), provisioned)) {
            return provisioning(now.routing(), provisioned.orElse(Provisioned.UNSEEN));
        }
        if (wasSetBefore()) {
            return undoneOrStale(now);
        }
        return write(now, provisioned, mayDecideAgain);
    }

    /** Without the permission to look at it, the alias is moved all the same. */
    private Optional<Provisioned> provisioned() {
        try {
            return calls.provisioned(attempt);
        } catch (TargetException e) {
            if (e.kind() == Kind.DENIED) {
                unseen = true;
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * While provisioned concurrency moves, Lambda itself keeps the traffic on the old version by weights: no drift. Nobody else can: Lambda refuses weights on an alias
     * that has provisioned concurrency. The alias was looked at first, so that by now all may be ready.
     */
    private boolean isLambdasOwn(Routing now, Optional<Provisioned> provisioned) {
        boolean points =
                goal.want().isPlain() && now.version().equals(goal.want().version());
        return points && (unseen ? now.weights().containsValue(1.0) : provisioned.isPresent());
    }

    private Progress provisioning(Routing now, Provisioned provisioned) {
        if (provisioned.isFailed()) {
            return Progress.failed(
                    FailureKind.ENVIRONMENT,
                    "Provisioned concurrency of " + name + " is " + provisioned + ", and Lambda keeps the traffic at "
                            + now
                            + ": expected it on version " + now.version()
                            + ". Lower or delete the provisioned concurrency, then roll back again.");
        }
        String why = "Lambda provisions version " + now.version() + ": " + provisioned + "; until then " + now;
        return Progress.pending(why, provisioned.share(), attempt.memo(), WHILE_PROVISIONING);
    }

    private boolean wasSetBefore() {
        return attempt.memo().get(SET).filter(goal.id()::equals).isPresent();
    }

    /** We had set it, and it is not there. Either the answer is older than our update, or somebody has undone it. */
    private Progress undoneOrStale(AliasState now) {
        if (attempt.memo().get(BEFORE).filter(now.revision()::equals).isPresent()) {
            return Progress.pending("waits until Lambda shows that " + name + " has moved", 0.5, attempt.memo(), SOON);
        }
        return Progress.failed(
                FailureKind.CONFLICT,
                "Somebody else has moved " + name + " back to " + now.routing() + " (revision " + now.revision()
                        + ") after this change had set it to " + goal.want()
                        + ". It is left alone. Find out who (CloudTrail event UpdateAlias20150331), agree on one, then plan again.");
    }

    private Progress movedElsewhere(AliasState now) {
        return Progress.failed(
                FailureKind.CONFLICT,
                "Somebody else has moved " + name + " to " + now.routing() + " (revision " + now.revision() + ") since "
                        + attempt.plannedAt() + ": expected one of the versions " + String.join(", ", goal.between())
                        + ". It is left alone. Find out who (CloudTrail event UpdateAlias20150331), agree on one, then plan"
                        + " again.");
    }

    private Progress write(AliasState now, Optional<Provisioned> provisioned, boolean mayDecideAgain) {
        if (goal.isShare() && provisioned.isPresent()) {
            return sharesRefused(provisioned.get());
        }
        Optional<Progress> notReady = Readiness.of(calls, goal.want().version(), attempt);
        return notReady.orElseGet(() -> update(now, mayDecideAgain));
    }

    private Progress sharesRefused(Provisioned provisioned) {
        return Progress.failed(
                FailureKind.ENVIRONMENT,
                "Lambda refuses shares of traffic on " + name + " because it has provisioned concurrency ("
                        + provisioned
                        + "): expected an alias without. Nothing was changed. Roll it back at once, without gradually(…).");
    }

    private Progress update(AliasState now, boolean mayDecideAgain) {
        Routing stage = goal.stage(now.routing());
        try {
            calls.update(attempt, stage, now.revision());
        } catch (TargetException e) {
            if (!mayDecideAgain || (e.kind() != Kind.CONFLICT && e.kind() != Kind.UNKNOWN_OUTCOME)) {
                throw e;
            }
            return afterDoubt(e);
        }
        Memo memo = attempt.memo()
                .with(SET, goal.id())
                .with(BEFORE, now.revision())
                .with(AT, attempt.now().toString());
        return Progress.pending("has set " + name + " to " + stage + " and looks whether it is so", 0.5, memo, SOON);
    }

    /** Refused because somebody came first, or no answer: what the alias shows now decides. */
    private Progress afterDoubt(TargetException doubt) {
        AliasState now = calls.alias(attempt);
        boolean open = !goal.isReachedBy(now.routing()) && goal.covers(now.routing());
        if (open && doubt.kind() == Kind.UNKNOWN_OUTCOME) {
            throw doubt;
        }
        return decide(now, false);
    }

    private Progress reached(Routing now) {
        if (!now.equals(goal.want()) || !now.isPlain()) {
            return settled(now, name + " sends " + now);
        }
        Optional<Provisioned> provisioned = provisioned();
        return provisioned.isPresent()
                ? withProvisioned(now, provisioned.get())
                : settled(now, name + " points to " + now);
    }

    /** Traffic is on the wanted version. Without its provisioned concurrency it is served on demand, so that does not make it less served. */
    private Progress withProvisioned(Routing now, Provisioned provisioned) {
        String evidence = name + " points to " + now + ", provisioned concurrency " + provisioned;
        if (provisioned.isFailed()) {
            String remedy = "; it is served on demand: look at the function's concurrency, and set it again";
            return settled(now, evidence + remedy);
        }
        boolean fresh =
                setAt().filter(at -> attempt.now().isBefore(at.plus(SETTLING))).isPresent();
        return provisioned.isReady() && !fresh
                ? settled(now, evidence)
                : Progress.serving(evidence, attempt.memo(), fresh ? SETTLING : WHILE_PROVISIONING);
    }

    private Optional<Instant> setAt() {
        return attempt.memo().get(AT).map(Instant::parse);
    }

    private Progress settled(Routing now, String evidence) {
        Version serving = new Versions(calls, attempt).of(now, Tenure.unknown("GetAlias"));
        boolean ours = wasSetBefore() || goal.from().equals(now);
        String adopted =
                "; it was there when first looked at: adopted, set by an update whose answer was lost or by somebody else";
        return Progress.settled(serving, ours ? evidence : evidence + adopted);
    }
}
