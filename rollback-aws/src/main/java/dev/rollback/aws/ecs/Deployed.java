package dev.rollback.aws.ecs;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentStatus;
import software.amazon.awssdk.services.ecs.model.ServiceRevision;
import software.amazon.awssdk.services.ecs.model.ServiceRevisionSummary;

/**
 * One deployment of the service's history with the revision that it was to bring.
 *
 * @param deployment the deployment
 * @param target what it was to bring, or null when that revision cannot be seen any more
 */
record Deployed(ServiceDeployment deployment, @Nullable ServiceRevision target) {

    /** In these a deployment has not come to its end. */
    static final List<ServiceDeploymentStatus> OPEN = List.of(
            ServiceDeploymentStatus.PENDING,
            ServiceDeploymentStatus.IN_PROGRESS,
            ServiceDeploymentStatus.STOP_REQUESTED,
            ServiceDeploymentStatus.ROLLBACK_REQUESTED,
            ServiceDeploymentStatus.ROLLBACK_IN_PROGRESS);

    boolean isOpen() {
        return OPEN.contains(deployment.status());
    }

    boolean isSuccessful() {
        return deployment.status() == ServiceDeploymentStatus.SUCCESSFUL;
    }

    Instant began() {
        return deployment.createdAt() == null ? Instant.EPOCH : deployment.createdAt();
    }

    /** When users were on it for good, or had left it for good. */
    Instant ended() {
        return Stream.of(deployment.finishedAt(), deployment.stoppedAt(), deployment.updatedAt(), began())
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }

    String targetArn() {
        return deployment.targetServiceRevision() == null
                ? ""
                : String.valueOf(deployment.targetServiceRevision().arn());
    }

    /** The revisions that served before it. */
    List<String> sources() {
        return deployment.sourceServiceRevisions().stream()
                .map(ServiceRevisionSummary::arn)
                .toList();
    }

    /** The revision that it was rolled back to; empty if it was not. */
    String rolledBackTo() {
        return deployment.rollback() == null || deployment.rollback().serviceRevisionArn() == null
                ? ""
                : deployment.rollback().serviceRevisionArn();
    }

    /** Why it did not succeed, in the service's words. */
    String why() {
        String reason =
                deployment.rollback() == null ? null : deployment.rollback().reason();
        String said = reason == null ? deployment.statusReason() : reason;
        return deployment.statusAsString() + (said == null || said.isBlank() ? "" : ": " + said);
    }

    /** What was deployed: cheap to compare, finer than content (a copy under another number differs). */
    static String key(ServiceRevision revision) {
        return revision.taskDefinition()
                + Digests.recorded(revision.containerImages()).byContainer();
    }
}
