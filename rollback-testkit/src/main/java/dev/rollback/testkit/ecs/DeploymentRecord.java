package dev.rollback.testkit.ecs;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentAlarms;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentBrief;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentCircuitBreaker;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentRollbackMonitorsStatus;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentStatus;
import software.amazon.awssdk.services.ecs.model.ServiceRevision;
import software.amazon.awssdk.services.ecs.model.ServiceRevisionSummary;

/** A service deployment as the history keeps it, and the revision that it would go back to. */
final class DeploymentRecord {
    private static final List<ServiceDeploymentStatus> OPEN = List.of(
            ServiceDeploymentStatus.PENDING,
            ServiceDeploymentStatus.IN_PROGRESS,
            ServiceDeploymentStatus.STOP_REQUESTED,
            ServiceDeploymentStatus.ROLLBACK_REQUESTED,
            ServiceDeploymentStatus.ROLLBACK_IN_PROGRESS);

    private final @Nullable ServiceRevision previous;
    private ServiceDeployment content;
    private Consumer<Rollout> wayBack = back -> {};

    DeploymentRecord(ServiceDeployment content, @Nullable ServiceRevision previous) {
        this.content = content;
        this.previous = previous;
    }

    /** The newest revision that was once deployed to its end; null for a service's first deployment. */
    @Nullable
    ServiceRevision previous() {
        return previous;
    }

    ServiceDeployment content() {
        return content;
    }

    String arn() {
        return content.serviceDeploymentArn();
    }

    Instant createdAt() {
        return content.createdAt();
    }

    ServiceDeploymentStatus status() {
        return content.status();
    }

    /** The deployment configuration that held when the deployment began. */
    DeploymentConfiguration configuration() {
        return content.deploymentConfiguration();
    }

    String targetRevision() {
        return content.targetServiceRevision().arn();
    }

    boolean isOpen() {
        return OPEN.contains(content.status());
    }

    /** Tells whether the deployment is still on its way to its target, not on its way back. */
    boolean goesForward() {
        return status() == ServiceDeploymentStatus.PENDING || status() == ServiceDeploymentStatus.IN_PROGRESS;
    }

    private void update(Instant at, Consumer<ServiceDeployment.Builder> change) {
        content = content.toBuilder().updatedAt(at).applyMutation(change).build();
    }

    /** What shall happen to the way back, once it begins. */
    void onTheWayBack(Consumer<Rollout> happens) {
        wayBack = happens;
    }

    void turnsBack(Rollout back) {
        wayBack.accept(back);
    }

    /** From now on it is watched as this configuration says. */
    void watchedBy(DeploymentConfiguration configuration) {
        boolean breaker =
                Boolean.TRUE.equals(configuration.deploymentCircuitBreaker().enable());
        boolean alarms = configuration.alarms() != null
                && Boolean.TRUE.equals(configuration.alarms().enable());
        List<String> names = alarms ? configuration.alarms().alarmNames() : List.of();
        content = content.toBuilder()
                .deploymentConfiguration(configuration)
                .deploymentCircuitBreaker(content.deploymentCircuitBreaker().toBuilder()
                        .status(Revisions.monitor(breaker))
                        .build())
                .alarms(content.alarms().toBuilder()
                        .status(Revisions.monitor(alarms))
                        .alarmNames(names)
                        .build())
                .build();
    }

    void begin(Instant at) {
        if (status() == ServiceDeploymentStatus.PENDING) {
            update(at, d -> d.status(ServiceDeploymentStatus.IN_PROGRESS).startedAt(at));
        }
    }

    void stage(Instant at, String stage) {
        update(at, d -> d.lifecycleStage(stage));
    }

    void requestRollback(Instant at, String why) {
        update(at, d -> d.status(ServiceDeploymentStatus.ROLLBACK_REQUESTED).statusReason(why));
    }

    void rollBack(Instant at, ServiceRevision to) {
        update(
                at,
                d -> d.status(ServiceDeploymentStatus.ROLLBACK_IN_PROGRESS)
                        .rollback(r -> r.reason(content.statusReason())
                                .startedAt(at)
                                .serviceRevisionArn(to.serviceRevisionArn())));
    }

    /** Ends the deployment at its target, or back where it came from. */
    void succeed(Instant at, boolean back) {
        update(
                at,
                d -> finish(d, at)
                        .status(
                                back
                                        ? ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL
                                        : ServiceDeploymentStatus.SUCCESSFUL));
    }

    void failToRollBack(Instant at, String why) {
        update(
                at,
                d -> finish(d, at)
                        .status(ServiceDeploymentStatus.ROLLBACK_FAILED)
                        .statusReason(why));
    }

    void stop(Instant at, String why) {
        update(
                at,
                d -> finish(d, at)
                        .status(ServiceDeploymentStatus.STOPPED)
                        .stoppedAt(at)
                        .statusReason(why));
    }

    private ServiceDeployment.Builder finish(ServiceDeployment.Builder deployment, Instant at) {
        ServiceDeploymentAlarms alarms = content.alarms();
        if (alarms.status() == ServiceDeploymentRollbackMonitorsStatus.MONITORING) {
            deployment.alarms(alarms.toBuilder()
                    .status(ServiceDeploymentRollbackMonitorsStatus.MONITORING_COMPLETE)
                    .build());
        }
        ServiceDeploymentCircuitBreaker breaker = content.deploymentCircuitBreaker();
        if (breaker.status() == ServiceDeploymentRollbackMonitorsStatus.MONITORING) {
            deployment.deploymentCircuitBreaker(breaker.toBuilder()
                    .status(ServiceDeploymentRollbackMonitorsStatus.MONITORING_COMPLETE)
                    .build());
        }
        return deployment.finishedAt(at);
    }

    void taskFailed(Instant at, int failures) {
        update(
                at,
                d -> d.deploymentCircuitBreaker(content.deploymentCircuitBreaker().toBuilder()
                        .failureCount(failures)
                        .build()));
    }

    void breakerTripped(Instant at) {
        update(
                at,
                d -> d.deploymentCircuitBreaker(content.deploymentCircuitBreaker().toBuilder()
                        .status(ServiceDeploymentRollbackMonitorsStatus.TRIGGERED)
                        .build()));
    }

    boolean breakerHasTripped() {
        return content.deploymentCircuitBreaker().status() == ServiceDeploymentRollbackMonitorsStatus.TRIGGERED;
    }

    void alarmsTriggered(Instant at, List<String> names) {
        update(
                at,
                d -> d.alarms(content.alarms().toBuilder()
                        .status(ServiceDeploymentRollbackMonitorsStatus.TRIGGERED)
                        .triggeredAlarmNames(names)
                        .build()));
    }

    /** The whole record, with the target's tasks as they are now. */
    ServiceDeployment describe(ServiceRevisionSummary target) {
        return isOpen() ? content.toBuilder().targetServiceRevision(target).build() : content;
    }

    /** What a list shows: neither where it came from nor a way back. */
    ServiceDeploymentBrief brief() {
        return ServiceDeploymentBrief.builder()
                .serviceDeploymentArn(content.serviceDeploymentArn())
                .serviceArn(content.serviceArn())
                .clusterArn(content.clusterArn())
                .createdAt(content.createdAt())
                .startedAt(content.startedAt())
                .finishedAt(content.finishedAt())
                .targetServiceRevisionArn(targetRevision())
                .status(content.status())
                .statusReason(content.statusReason())
                .build();
    }
}
