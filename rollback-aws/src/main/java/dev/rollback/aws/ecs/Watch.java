package dev.rollback.aws.ecs;

import dev.rollback.target.FailureKind;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetException;
import dev.rollback.target.Version;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentStatus;

/**
 * Watches our deployment: converged when it is PRIMARY, brings the wanted definition and is COMPLETED. That another deployment has taken its
 * place is never success, unless it brings the same.
 */
final class Watch {

    private static final List<String> SHIFTED = List.of("POST_PRODUCTION_TRAFFIC_SHIFT", "BAKE_TIME", "CLEAN_UP");

    private final Records records;
    private final Versions versions;
    private final Diagnosis diagnosis;
    private final Definitions definitions;

    Watch(Records records, Versions versions, Diagnosis diagnosis, Definitions definitions) {
        this.records = records;
        this.versions = versions;
        this.diagnosis = diagnosis;
        this.definitions = definitions;
    }

    /** Says where our deployment stands. */
    Progress ours(Turn turn, String id) {
        Optional<Deployment> primary = turn.seen().primary();
        if (primary.isEmpty() || Seen.began(primary.get()).isBefore(turn.since())) {
            return turn.pending("ECS accepted the change and does not show deployment " + id + " yet", 0);
        }
        if (primary.get().id().equals(id)) {
            return judge(turn, primary.get());
        }
        if (Seen.sameDefinition(
                primary.get().taskDefinition(), turn.recall(Turn.DEFINITION).orElse(""))) {
            String adopted = "adopted: it took the place of " + id + " and brings the same definition";
            return judge(turn.ours(primary.get()).remember(Turn.ADOPTED, adopted), primary.get());
        }
        return undone(turn, id, primary.get());
    }

    /** Says where a deployment stands that is PRIMARY and brings the wanted definition. */
    Progress judge(Turn turn, Deployment primary) {
        DeploymentRolloutState state = primary.rolloutState();
        if (state == DeploymentRolloutState.FAILED) {
            return failed(turn, primary.id(), String.valueOf(primary.rolloutStateReason()), false);
        }
        if (state == DeploymentRolloutState.COMPLETED || (state == null && isAlone(turn, primary))) {
            return settled(turn, primary);
        }
        return turn.seen().isRolling() ? rolling(turn, primary) : shifting(turn, primary);
    }

    /** Without a rollout state (Classic Load Balancer) the number of deployments counts. */
    private static boolean isAlone(Turn turn, Deployment primary) {
        return turn.seen().others().isEmpty() && isFull(primary);
    }

    private static boolean isFull(Deployment primary) {
        Integer running = primary.runningCount();
        Integer desired = primary.desiredCount();
        return running != null && desired != null && running >= desired && Seen.orZero(primary.pendingCount()) == 0;
    }

    private Progress rolling(Turn turn, Deployment primary) {
        if (isFull(primary) && Seen.orZero(primary.desiredCount()) > 0 && isHealthy(turn, primary)) {
            return turn.serving(Status.counts(turn.seen(), primary) + Status.leaving(turn.seen()));
        }
        return waiting(turn, primary);
    }

    /** ECS lets the old tasks go once the new ones are healthy, unless it may go below the desired count. */
    private static boolean isHealthy(Turn turn, Deployment primary) {
        if (Diagnosis.says(turn.seen(), Seen.began(primary), "has reached a steady state")) {
            return true;
        }
        Integer least = turn.seen().configuration().minimumHealthyPercent();
        boolean hadOthers = !turn.recall(Turn.HAD).orElse("0").equals("0");
        return hadOthers && (least == null || least >= 100) && Status.runningBeside(turn.seen()) == 0;
    }

    private Progress shifting(Turn turn, Deployment primary) {
        Optional<ServiceDeployment> record = record(turn, primary);
        Turn next = record.map(found -> turn.remember(Turn.RECORD, found.serviceDeploymentArn()))
                .orElse(turn);
        if (record.isEmpty()) {
            return waiting(next, primary);
        }
        String status = String.valueOf(record.get().statusAsString());
        if (status.startsWith("ROLLBACK") || record.get().status() == ServiceDeploymentStatus.STOPPED) {
            return failed(next, primary.id(), new Deployed(record.get(), null).why(), true);
        }
        String stage = String.valueOf(record.get().lifecycleStageAsString());
        return SHIFTED.contains(stage)
                ? next.serving("all production traffic is on " + Definition.shortName(primary.taskDefinition())
                        + ", stage " + stage)
                : next.pending(Status.counts(next.seen(), primary) + ", stage " + stage, Status.share(primary));
    }

    private Optional<ServiceDeployment> record(Turn turn, Deployment primary) {
        return turn.recall(Turn.RECORD)
                .map(arn -> records.byArn(arn, turn.attempt()))
                .orElseGet(() -> records.of(primary.taskDefinition(), Seen.began(primary), turn.attempt()));
    }

    private Progress waiting(Turn turn, Deployment primary) {
        String why = Status.counts(turn.seen(), primary) + Status.leaving(turn.seen());
        if (Seen.orZero(primary.failedTasks()) > 0) {
            Diagnosis.Trouble trouble =
                    diagnosis.of(turn.seen(), primary.taskDefinition(), Seen.began(primary), turn.attempt());
            return turn.pending(trouble.after(why + ", " + primary.failedTasks() + " failed:"), Status.share(primary));
        }
        return turn.pending(
                Diagnosis.lastEvent(turn.seen(), Seen.began(primary))
                        .map(event -> why + ": " + event)
                        .orElse(why),
                Status.share(primary));
    }

    private Progress settled(Turn turn, Deployment primary) {
        Version serving = versions.current(turn.seen(), turn.attempt());
        Optional<String> other = otherImage(serving, turn.change().to());
        if (other.isPresent()) {
            return turn.failed(FailureKind.ENVIRONMENT, other.get());
        }
        String how = turn.recall(Turn.ADOPTED).orElse("started by this change");
        Progress.Settled settled = Progress.settled(
                serving,
                "deployment " + primary.id() + " of " + Definition.shortName(primary.taskDefinition())
                        + " is COMPLETED, " + Status.counts(turn.seen(), primary) + "; " + how);
        return settled.fact("definition", primary.taskDefinition()).fact("deployment", primary.id());
    }

    /** The wanted definition with another image, because its tag was moved at the last moment, is not the wanted version. */
    private static Optional<String> otherImage(Version serving, Version wanted) {
        boolean isOpen = wanted.facts().containsKey(Facts.BESIDE);
        Digests ran = Digests.of(serving);
        return Digests.of(wanted).byContainer().entrySet().stream()
                .filter(image -> !isOpen
                        && !image.getValue().equals(ran.byContainer().getOrDefault(image.getKey(), image.getValue())))
                .map(image -> "Container " + image.getKey() + " runs "
                        + ran.byContainer().get(image.getKey())
                        + ", expected " + image.getValue()
                        + ": the tag of its image was moved. Roll back again: the image is pinned then.")
                .findFirst();
    }

    /** Somebody or something put another version in our place. */
    private Progress undone(Turn turn, String id, Deployment instead) {
        String definition = turn.recall(Turn.DEFINITION).orElse("");
        Optional<ServiceDeployment> record = records.of(definition, turn.since(), turn.attempt());
        Optional<String> verdict = Stream.concat(
                        record.filter(Watch::wasTakenBack).map(found -> new Deployed(found, null).why()).stream(),
                        turn
                                .seen()
                                .deployment(id)
                                .filter(ours -> ours.rolloutState() == DeploymentRolloutState.FAILED)
                                .map(ours -> String.valueOf(ours.rolloutStateReason()))
                                .stream())
                .findFirst();
        return verdict.map(words -> failed(turn, id, words, true)).orElseGet(() -> conflict(turn, instead));
    }

    private static boolean wasTakenBack(ServiceDeployment record) {
        return String.valueOf(record.statusAsString()).startsWith("ROLLBACK");
    }

    private Progress failed(Turn turn, String id, String verdict, boolean takenBack) {
        String definition = turn.recall(Turn.DEFINITION).orElse(turn.seen().definition());
        Diagnosis.Trouble trouble = diagnosis.of(turn.seen(), definition, turn.since(), turn.attempt());
        boolean rollsBack = takenBack || isTakenBack(turn.seen().configuration());
        String text = trouble.after("ECS ended deployment " + id + " of " + Definition.shortName(definition) + ": "
                + verdict + (verdict.endsWith(".") ? "" : "."));
        return turn.failed(trouble.kind(rollsBack, verdict), text);
    }

    private static boolean isTakenBack(DeploymentConfiguration configuration) {
        return configuration.deploymentCircuitBreaker() != null
                && Boolean.TRUE.equals(configuration.deploymentCircuitBreaker().rollback());
    }

    /** Someone else deploys: they are named and not fought. */
    Progress conflict(Turn turn, Deployment instead) {
        String who =
                registrant(turn, instead).map(by -> ", registered by " + by).orElse("");
        return turn.failed(
                FailureKind.CONFLICT,
                "Someone else deployed " + Definition.shortName(instead.taskDefinition()) + " to "
                        + turn.change().target()
                        + " at " + Seen.began(instead) + " (deployment " + instead.id() + who + "): expected "
                        + Definition.shortName(Goals.definition(turn.change().from())) + " or "
                        + Definition.shortName(turn.recall(Turn.DEFINITION)
                                .orElseGet(() -> Goals.definition(turn.change().to())))
                        + ". Stop that deployer, then roll back again.");
    }

    private Optional<String> registrant(Turn turn, Deployment instead) {
        try {
            return definitions.remembered(instead.taskDefinition(), turn.attempt()).found().stream()
                    .flatMap(definition -> Stream.ofNullable(definition.task().registeredBy()))
                    .findFirst();
        } catch (TargetException e) {
            return Optional.empty();
        }
    }
}
