package dev.rollback.testkit.ecs;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceCurrentRevisionSummary;
import software.amazon.awssdk.services.ecs.model.ServiceRevision;
import software.amazon.awssdk.services.ecs.model.ServiceRevisionSummary;
import software.amazon.awssdk.services.ecs.model.StabilityStatus;
import software.amazon.awssdk.services.ecs.model.TaskSet;

/** How DescribeServices shows a service. */
final class ServiceView {
    private final ServiceModel service;
    private final Fleet fleet;
    private final Revisions revisions;

    ServiceView(ServiceModel service) {
        this.service = service;
        this.fleet = service.fleet();
        this.revisions = new Revisions(service);
    }

    Service show(boolean withTags) {
        boolean ours = service.controller() == DeploymentControllerType.ECS;
        List<Rollout> rollouts = service.rollouts();
        Service.Builder shown = service.settings().toBuilder();
        configuration(shown, service.spec());
        return shown.desiredCount(service.desired())
                .runningCount(rollouts.stream().mapToInt(fleet::running).sum())
                .pendingCount(rollouts.stream().mapToInt(fleet::pending).sum())
                .deployments(ours ? rollouts.stream().map(this::deployment).toList() : List.of())
                .taskSets(
                        ours ? List.of() : rollouts.stream().map(this::taskSet).toList())
                .currentServiceDeployment(currentDeployment())
                .currentServiceRevisions(
                        ours ? rollouts.stream().map(this::current).toList() : List.of())
                .events(service.events().newestFirst())
                .tags(withTags ? service.settings().tags() : List.of())
                .build();
    }

    private static void configuration(Service.Builder shown, ServiceRevision spec) {
        shown.taskDefinition(spec.taskDefinition())
                .loadBalancers(spec.loadBalancers())
                .serviceRegistries(spec.serviceRegistries())
                .networkConfiguration(spec.networkConfiguration())
                .platformVersion(spec.platformVersion())
                .launchType(spec.launchType())
                .capacityProviderStrategy(spec.hasCapacityProviderStrategy() ? spec.capacityProviderStrategy() : null);
    }

    private @Nullable String currentDeployment() {
        List<DeploymentRecord> records = service.records();
        return records.isEmpty() ? null : records.get(records.size() - 1).arn();
    }

    private Deployment deployment(Rollout rollout) {
        ServiceRevision revision = rollout.revision();
        boolean stateless = service.traits().classicLoadBalancer;
        return Deployment.builder()
                .id(rollout.id())
                .status(rollout.isPrimary() ? "PRIMARY" : "ACTIVE")
                .taskDefinition(revision.taskDefinition())
                .desiredCount(requested(rollout))
                .runningCount(fleet.running(rollout))
                .pendingCount(fleet.pending(rollout))
                .failedTasks(rollout.failedTasks())
                .createdAt(rollout.createdAt())
                .updatedAt(rollout.updatedAt())
                .launchType(revision.launchType())
                .platformVersion(revision.platformVersion())
                .networkConfiguration(revision.networkConfiguration())
                .rolloutState(stateless ? null : rollout.state())
                .rolloutStateReason(stateless ? null : rollout.reason())
                .build();
    }

    private int requested(Rollout rollout) {
        return rollout.isPrimary() ? service.desired() : fleet.wanted(rollout);
    }

    private TaskSet taskSet(Rollout rollout) {
        boolean steady = rollout.state() == DeploymentRolloutState.COMPLETED;
        return TaskSet.builder()
                .id(rollout.id())
                .taskSetArn(service.arn("task-set", rollout.id()))
                .serviceArn(service.settings().serviceArn())
                .clusterArn(service.settings().clusterArn())
                .status(rollout.isPrimary() ? "PRIMARY" : "ACTIVE")
                .taskDefinition(rollout.revision().taskDefinition())
                .computedDesiredCount(requested(rollout))
                .runningCount(fleet.running(rollout))
                .pendingCount(fleet.pending(rollout))
                .createdAt(rollout.createdAt())
                .updatedAt(rollout.updatedAt())
                .launchType(rollout.revision().launchType())
                .stabilityStatus(steady ? StabilityStatus.STEADY_STATE : StabilityStatus.STABILIZING)
                .build();
    }

    private ServiceCurrentRevisionSummary current(Rollout rollout) {
        ServiceRevisionSummary counts = revisions.summary(rollout);
        return ServiceCurrentRevisionSummary.builder()
                .arn(counts.arn())
                .requestedTaskCount(counts.requestedTaskCount())
                .runningTaskCount(counts.runningTaskCount())
                .pendingTaskCount(counts.pendingTaskCount())
                .build();
    }
}
