package dev.rollback.testkit.ecs;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.ContainerImage;
import software.amazon.awssdk.services.ecs.model.DeploymentAlarms;
import software.amazon.awssdk.services.ecs.model.DeploymentCircuitBreaker;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentAlarms;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentCircuitBreaker;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentRollbackMonitorsStatus;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentStatus;
import software.amazon.awssdk.services.ecs.model.ServiceRevision;
import software.amazon.awssdk.services.ecs.model.ServiceRevisionSummary;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** Makes the immutable parts of a deployment: the revision that it brings out and the first state of its record. */
final class Revisions {
    private static final int ID_LENGTH = 21;
    private static final int LEAST_THRESHOLD = 3;
    private static final int MOST_THRESHOLD = 200;

    private final ServiceModel service;

    Revisions(ServiceModel service) {
        this.service = service;
    }

    /** Makes a revision: tags are resolved to digests here, once for all tasks of the deployment. */
    ServiceRevision next(ServiceRevision spec) {
        TaskDefinition definition = service.world()
                .definitions()
                .find(spec.taskDefinition())
                .orElseThrow()
                .definition();
        ServiceRevision revision = spec.toBuilder()
                .serviceRevisionArn(
                        service.arn("service-revision", service.account().nextNumber("")))
                .serviceArn(service.settings().serviceArn())
                .clusterArn(service.settings().clusterArn())
                .containerImages(service.world().images().resolve(definition.containerDefinitions()))
                .createdAt(service.now())
                .build();
        service.add(revision);
        service.spec(spec);
        return revision;
    }

    /** What a revision was made from. */
    ServiceRevision specOf(ServiceRevision revision) {
        return revision.toBuilder()
                .serviceRevisionArn(null)
                .serviceArn(null)
                .clusterArn(null)
                .containerImages((List<ContainerImage>) null)
                .createdAt(null)
                .build();
    }

    /** Opens the record of a deployment that starts now. */
    DeploymentRecord record(ServiceRevision target) {
        String id = service.account().nextId("").substring(0, ID_LENGTH);
        DeploymentConfiguration configuration = service.configuration();
        ServiceDeployment content = ServiceDeployment.builder()
                .serviceDeploymentArn(service.arn("service-deployment", id))
                .serviceArn(service.settings().serviceArn())
                .clusterArn(service.settings().clusterArn())
                .createdAt(service.now())
                .updatedAt(service.now())
                .status(ServiceDeploymentStatus.PENDING)
                .sourceServiceRevisions(sources())
                .targetServiceRevision(summary(target, service.desired(), 0, 0))
                .deploymentConfiguration(configuration)
                .deploymentCircuitBreaker(breaker(configuration.deploymentCircuitBreaker()))
                .alarms(alarms(configuration.alarms()))
                .build();
        DeploymentRecord record = new DeploymentRecord(content, service.lastCompleted());
        service.add(record);
        return record;
    }

    private List<ServiceRevisionSummary> sources() {
        return service.rollouts().stream()
                .filter(rollout -> service.fleet().hasLiveTasks(rollout) || rollout.isPrimary())
                .map(this::summary)
                .toList();
    }

    /** The tasks of a deployment's revision as they are now. */
    ServiceRevisionSummary summary(Rollout rollout) {
        Fleet fleet = service.fleet();
        int requested = rollout.isPrimary() ? service.desired() : fleet.wanted(rollout);
        ServiceRevisionSummary counts =
                summary(rollout.revision(), requested, fleet.running(rollout), fleet.pending(rollout));
        Integer weight = rollout.weight();
        return weight == null
                ? counts
                : counts.toBuilder()
                        .requestedProductionTrafficWeight((double) weight)
                        .build();
    }

    private static ServiceRevisionSummary summary(ServiceRevision revision, int requested, int running, int pending) {
        return ServiceRevisionSummary.builder()
                .arn(revision.serviceRevisionArn())
                .requestedTaskCount(requested)
                .runningTaskCount(running)
                .pendingTaskCount(pending)
                .build();
    }

    private ServiceDeploymentCircuitBreaker breaker(@Nullable DeploymentCircuitBreaker breaker) {
        boolean on = breaker != null && Boolean.TRUE.equals(breaker.enable());
        return ServiceDeploymentCircuitBreaker.builder()
                .status(monitor(on))
                .failureCount(0)
                .threshold(threshold(service.desired()))
                .build();
    }

    /** Half of the desired tasks, but not fewer than 3 and not more than 200. */
    private static int threshold(int desired) {
        return Math.min(MOST_THRESHOLD, Math.max(LEAST_THRESHOLD, (desired + 1) / 2));
    }

    private static ServiceDeploymentAlarms alarms(@Nullable DeploymentAlarms alarms) {
        boolean on = alarms != null && Boolean.TRUE.equals(alarms.enable());
        return ServiceDeploymentAlarms.builder()
                .status(monitor(on))
                .alarmNames(alarms == null ? List.of() : alarms.alarmNames())
                .build();
    }

    static ServiceDeploymentRollbackMonitorsStatus monitor(boolean on) {
        return on
                ? ServiceDeploymentRollbackMonitorsStatus.MONITORING
                : ServiceDeploymentRollbackMonitorsStatus.DISABLED;
    }
}
