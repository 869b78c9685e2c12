package dev.rollback.aws.ecs;

import dev.rollback.aws.sdk.SdkErrors;
import dev.rollback.target.Attempt;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Look;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetException;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentStatus;
import software.amazon.awssdk.services.ecs.model.ServiceRevision;

/**
 * Rolls back by stopping the deployment in flight: the fastest way there is, and the only one that brings the whole service revision back. It
 * leads to the newest revision that was deployed to its end, and to no other.
 */
final class Stopping {

    private final EcsCalls calls;
    private final Records records;
    private final Watch watch;

    Stopping(EcsCalls calls, Records records, Watch watch) {
        this.calls = calls;
        this.records = records;
        this.watch = watch;
    }

    /**
     * A deployment in flight, and what stopping it leads to.
     *
     * @param deployment the deployment in flight
     * @param back the revision that it goes back to
     */
    record InFlight(ServiceDeployment deployment, ServiceRevision back) {

        /** Whether it already goes back without being asked. */
        boolean goesBack() {
            return deployment.status() == ServiceDeploymentStatus.ROLLBACK_REQUESTED
                    || deployment.status() == ServiceDeploymentStatus.ROLLBACK_IN_PROGRESS;
        }
    }

    /** The deployment in flight; empty if there is none, or what it goes back to cannot be told. */
    Optional<InFlight> inFlight(Seen seen, Look look) {
        return seen.isRunByEcs() && seen.isOpen()
                ? records.open(look).flatMap(open -> records.wayBack(open, look).map(back -> new InFlight(open, back)))
                : Optional.empty();
    }

    /** The deployment in flight, if stopping it leads to what is wanted. */
    Optional<InFlight> toward(Goals.Goal goal, Seen seen, Look look) {
        return goal.copyBecause().isEmpty()
                ? inFlight(seen, look).filter(inFlight -> isSame(goal, inFlight.back()))
                : Optional.empty();
    }

    private static boolean isSame(Goals.Goal goal, ServiceRevision back) {
        Digests ran = Digests.recorded(back.containerImages());
        boolean sameImages = goal.digests().isEmpty()
                || ran.isEmpty()
                || goal.digests()
                        .byContainer()
                        .entrySet()
                        .containsAll(ran.byContainer().entrySet());
        return sameImages && Seen.sameDefinition(back.taskDefinition(), goal.definition());
    }

    /** Asks for the rollback of a deployment in flight. */
    Progress stop(Turn turn, InFlight inFlight) {
        String arn = inFlight.deployment().serviceDeploymentArn();
        Turn next = turn.remember(Turn.STOPPED, arn)
                .remember(Turn.DEFINITION, inFlight.back().taskDefinition())
                .asked();
        if (inFlight.goesBack()) {
            return next.remember(Turn.ADOPTED, "adopted: it was rolling back already")
                    .pending("the deployment in flight is rolling back already: " + why(inFlight.deployment()), 0);
        }
        return ask(next, arn)
                ? next.pending("asked ECS to roll back the deployment in flight, " + shortArn(arn), 0)
                : elsewise(turn, "it is gone");
    }

    private boolean ask(Turn turn, String arn) {
        try {
            calls.stop(arn, turn.attempt());
            return true;
        } catch (TargetException e) {
            if (SdkErrors.hasCode(e, "ServiceDeploymentNotFoundException")) {
                return false;
            }
            throw e;
        }
    }

    /** Says how far the rollback of a stopped deployment is. */
    Progress follow(Turn turn, String arn) {
        Optional<ServiceDeployment> record = records.byArn(arn, turn.attempt());
        if (record.isEmpty()) {
            return elsewise(turn, "its record cannot be seen any more");
        }
        return switch (record.get().status()) {
            case PENDING, IN_PROGRESS -> notYet(turn, arn);
            case STOP_REQUESTED, ROLLBACK_REQUESTED, ROLLBACK_IN_PROGRESS -> goingBack(turn, record.get());
            case ROLLBACK_SUCCESSFUL -> wentBack(turn, record.get());
            case ROLLBACK_FAILED ->
                turn.failed(
                        FailureKind.ENVIRONMENT, "ECS could not roll back " + shortArn(arn) + ": " + why(record.get()));
            case UNKNOWN_TO_SDK_VERSION ->
                turn.pending(shortArn(arn) + " is in a status that this SDK does not know: " + why(record.get()), 0);
            default -> elsewise(turn, "it ended " + why(record.get()));
        };
    }

    /** Asking twice does no harm: a deployment that goes back goes on. */
    private Progress notYet(Turn turn, String arn) {
        if (turn.isWithinGrace()) {
            return turn.pending("ECS accepted the stop and does not show it yet", 0);
        }
        return ask(turn, arn)
                ? turn.asked().pending("asked ECS again to roll back " + shortArn(arn), 0)
                : elsewise(turn, "it is gone");
    }

    /** Stopping did not lead to the wanted version: what serves now decides about the other way. */
    private static Progress elsewise(Turn turn, String why) {
        return turn.remember(Turn.NO_STOP, "yes")
                .remember(Turn.STOPPED, "")
                .remember(Turn.ASKED, "")
                .next("stopping the deployment in flight led nowhere, " + why);
    }

    private static Progress goingBack(Turn turn, ServiceDeployment record) {
        Optional<Deployment> primary = turn.seen().primary().filter(now -> isWanted(turn, now));
        if (primary.isEmpty()) {
            return turn.pending("ECS is about to roll back: " + why(record), 0);
        }
        String counts = Status.counts(turn.seen(), primary.get()) + Status.leaving(turn.seen());
        boolean full = Seen.orZero(primary.get().runningCount())
                >= Math.max(1, turn.seen().desired());
        return full && Status.runningBeside(turn.seen()) == 0
                ? turn.serving(counts)
                : turn.pending("rolling back: " + counts, Status.share(primary.get()));
    }

    private static boolean isWanted(Turn turn, Deployment primary) {
        return Seen.sameDefinition(
                primary.taskDefinition(), turn.recall(Turn.DEFINITION).orElse(""));
    }

    private Progress wentBack(Turn turn, ServiceDeployment record) {
        Optional<Deployment> primary = turn.seen().primary();
        if (primary.isPresent() && isWanted(turn, primary.get())) {
            String how = turn.recall(Turn.ADOPTED).orElse("by stopping the deployment in flight");
            String evidence = how + ", " + shortArn(record.serviceDeploymentArn()) + " ended ROLLBACK_SUCCESSFUL";
            return watch.judge(turn.ours(primary.get()).remember(Turn.ADOPTED, evidence), primary.get());
        }
        Instant ended = new Deployed(record, null).ended();
        return turn.attempt().now().isBefore(ended.plus(Turn.GRACE))
                ? turn.pending("ECS has rolled back and does not show it yet", 0.9)
                : elsewise(turn, "another version took its place");
    }

    private static String why(ServiceDeployment record) {
        return new Deployed(record, null).why();
    }

    static String shortArn(String arn) {
        return "deployment " + arn.substring(arn.lastIndexOf('/') + 1);
    }

    /** Whether a change can be made by stopping. */
    static boolean isOpenTo(Turn turn) {
        return turn.recall(Turn.NO_STOP).isEmpty();
    }

    /** Stops what is in flight, wherever that leads: how a half finished version is put back. */
    Optional<Progress> back(Turn turn) {
        Attempt attempt = turn.attempt();
        return inFlight(turn.seen(), attempt).map(inFlight -> stop(turn, inFlight));
    }
}
