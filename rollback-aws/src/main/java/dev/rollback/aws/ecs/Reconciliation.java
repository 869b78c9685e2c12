package dev.rollback.aws.ecs;

import dev.rollback.target.FailureKind;
import dev.rollback.target.Progress;
import dev.rollback.target.Version;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.Service;

/**
 * Takes one step toward the wanted version. What is live decides; the memo only says which deployment is ours, so that every call may be
 * repeated and a lost answer does no harm.
 */
final class Reconciliation {

    private final EcsCalls calls;
    private final Goals goals;
    private final Versions versions;
    private final Watch watch;
    private final Stopping stopping;

    Reconciliation(EcsCalls calls, Goals goals, Versions versions, Watch watch, Stopping stopping) {
        this.calls = calls;
        this.goals = goals;
        this.versions = versions;
        this.watch = watch;
        this.stopping = stopping;
    }

    Progress step(Turn turn) {
        if (!turn.seen().isActive()) {
            return turn.failed(
                    FailureKind.ENVIRONMENT,
                    "The service is " + turn.seen().service().status()
                            + ", expected ACTIVE: somebody deletes it. Create it again, then deploy the wanted version.");
        }
        Optional<String> ours = turn.recall(Turn.OURS);
        if (ours.isPresent()) {
            return watch.ours(turn, ours.get());
        }
        Optional<String> stopped = turn.recall(Turn.STOPPED);
        return stopped.map(arn -> stopping.follow(turn, arn)).orElseGet(() -> decide(turn));
    }

    private Progress decide(Turn turn) {
        Optional<Deployment> primary = turn.seen().primary();
        if (turn.seen().hidesPrimary()) {
            return turn.pending("ECS shows no deployment as PRIMARY", 0);
        }
        if (primary.isEmpty()) {
            return turn.failed(
                    FailureKind.ENVIRONMENT,
                    "The service has no deployment of ECS, its deployment controller is "
                            + turn.seen().controller() + ", expected ECS. Roll it back with that controller.");
        }
        if (isStale(primary.get(), turn.change().from())) {
            return turn.pending("ECS answers with a state older than the one seen before", 0);
        }
        if (turn.change().to().facts().containsKey(Facts.BESIDE)) {
            return putBack(turn, primary.get());
        }
        return toward(turn, primary.get());
    }

    /** A lagging answer shows a deployment that is older than the one seen when the change was planned. */
    private static boolean isStale(Deployment primary, Version from) {
        String seen = from.facts().get(Facts.DEPLOYED_AT);
        return seen != null && Seen.began(primary).isBefore(Instant.parse(seen));
    }

    private Progress toward(Turn turn, Deployment primary) {
        Goals.Goal goal = turn.recall(Turn.DEFINITION)
                .map(arn -> new Goals.Goal(arn, null, Digests.none(), "", false))
                .orElseGet(() -> goals.of(turn.change(), turn.attempt()));
        if (goal.gone()) {
            return turn.failed(
                    FailureKind.ENVIRONMENT,
                    "Task definition " + goal.title() + " is gone, expected one that ECS can describe. Choose another"
                            + " version; the preview lists the candidates.");
        }
        if (goal.lacksOriginal()) {
            return turn.failed(
                    FailureKind.ENVIRONMENT,
                    "A copy of task definition " + goal.title() + " has to be registered, because " + goal.copyBecause()
                            + ", and DescribeTaskDefinition does not show it: expected the permission"
                            + " ecs:DescribeTaskDefinition. Grant it, then roll back again.");
        }
        if (goal.copyBecause().isEmpty() && Seen.sameDefinition(primary.taskDefinition(), goal.definition())) {
            return attach(turn, primary);
        }
        if (isThird(primary, turn.change().from()) && !isCopy(turn, goal, primary)) {
            return watch.conflict(turn, primary);
        }
        return change(turn, goal);
    }

    private Progress change(Turn turn, Goals.Goal goal) {
        if (turn.isWithinGrace()) {
            return turn.pending("ECS accepted " + goal.title() + " and does not show its deployment yet", 0);
        }
        Optional<Stopping.InFlight> inFlight =
                Stopping.isOpenTo(turn) ? stopping.toward(goal, turn.seen(), turn.attempt()) : Optional.empty();
        if (inFlight.isPresent()) {
            return stopping.stop(turn, inFlight.get());
        }
        Optional<Definition> toCopy = goal.toCopy();
        return toCopy.map(original -> register(turn, goal, original))
                .orElseGet(() -> update(turn, goal.definition(), false));
    }

    /** Registering twice after a lost answer would leave a definition behind, so a copy that is there already is used. */
    private Progress register(Turn turn, Goals.Goal goal, Definition original) {
        String copy = goals.copyOf(original, goal.digests(), turn.attempt())
                .orElseGet(() -> calls.register(original.copy(goal.digests()), turn.attempt()));
        return turn.remember(Turn.DEFINITION, copy)
                .next("registered " + goal.title() + " again as " + Definition.shortName(copy) + ", because "
                        + goal.copyBecause());
    }

    private Progress update(Turn turn, String definition, boolean force) {
        Service after = calls.update(definition, force, turn.attempt());
        Turn asked = turn.asked().remember(Turn.DEFINITION, definition);
        return new Seen(after)
                .primary()
                .filter(primary -> Seen.sameDefinition(primary.taskDefinition(), definition))
                .filter(primary ->
                        !force || !turn.seen().deployment(primary.id()).isPresent())
                .map(primary -> asked.ours(primary)
                        .pending("ECS deploys " + Definition.shortName(definition) + ", deployment " + primary.id(), 0))
                .orElseGet(() -> asked.pending("ECS accepted " + Definition.shortName(definition), 0));
    }

    /** The wanted definition is PRIMARY already: by an attempt of which the answer was lost, by somebody else, or from before. */
    private Progress attach(Turn turn, Deployment primary) {
        boolean fresh = turn.isFresh(Seen.began(primary));
        if (primary.rolloutState() == DeploymentRolloutState.FAILED && !fresh) {
            return force(turn, primary);
        }
        String how = fresh
                ? "adopted: it began at " + Seen.began(primary) + ", at or after the change was planned"
                : "it began at " + Seen.began(primary) + ", before the change was planned";
        Turn ours = turn.ours(primary).remember(Turn.ADOPTED, how);
        return watch.judge(turn.recall(Turn.ASKED).isPresent() ? ours.remember(Turn.ADOPTED, "") : ours, primary);
    }

    /** A failed deployment of the wanted version is tried once more; only force makes ECS start one of the same definition. */
    private Progress force(Turn turn, Deployment failed) {
        if (turn.recall(Turn.FORCED).filter(failed.id()::equals).isEmpty()) {
            return turn.remember(Turn.FORCED, failed.id()).next("about to retry the failed deployment " + failed.id());
        }
        return turn.isWithinGrace()
                ? turn.pending("ECS accepted the retry of " + failed.id() + " and does not show it yet", 0)
                : update(turn, failed.taskDefinition(), true);
    }

    /** Whether a deployment is neither what the change started from nor what was in flight then. */
    private static boolean isThird(Deployment primary, Version from) {
        return Stream.concat(
                        Stream.of(Goals.definition(from)),
                        List.of(from.facts().getOrDefault(Facts.BESIDE, "").split(" ", -1)).stream())
                .noneMatch(known -> Seen.sameDefinition(known, primary.taskDefinition()));
    }

    /** Whether a deployment brings a copy of the wanted definition that an attempt registered before its answer was lost. */
    private boolean isCopy(Turn turn, Goals.Goal goal, Deployment primary) {
        return goal.toCopy()
                .flatMap(original -> goals.copyOf(original, goal.digests(), turn.attempt()))
                .filter(copy -> Seen.sameDefinition(copy, primary.taskDefinition()))
                .isPresent();
    }

    /** A half finished deployment is put back by stopping ours; the bad rollout is not resumed. */
    private Progress putBack(Turn turn, Deployment primary) {
        Version now = versions.current(turn.seen(), turn.attempt());
        if (now.sameContent(turn.change().to())) {
            return Progress.settled(now, "the service is as it was found");
        }
        return stopping.back(turn)
                .orElseGet(() -> turn.failed(
                        FailureKind.ENVIRONMENT,
                        "The service was found in the middle of a deployment ("
                                + turn.change().to().title()
                                + "), which is not resumed: it stays at "
                                + Definition.shortName(primary.taskDefinition())
                                + ". Deploy the version that you want."));
    }
}
