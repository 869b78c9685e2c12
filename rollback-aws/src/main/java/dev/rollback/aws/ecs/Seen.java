package dev.rollback.aws.ecs;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.ResourceManagementType;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskSet;

/**
 * What one look saw of a service. Immutable.
 *
 * @param service as DescribeServices answered
 */
record Seen(Service service) {

    private static final String PRIMARY = "PRIMARY";
    private static final List<String> DELETED = List.of("DRAINING", "INACTIVE");

    /** Whether nobody deletes it, or has. A status that is new says nothing of that. */
    boolean isActive() {
        return service.status() == null || !DELETED.contains(service.status());
    }

    /** Whether ECS shows deployments and none of them as the newest, which a status that is new can hide. */
    boolean hidesPrimary() {
        return isRunByEcs() && primary().isEmpty() && !service.deployments().isEmpty();
    }

    /** ECS, CODE_DEPLOY or EXTERNAL. A service without a controller has the one of ECS. */
    String controller() {
        return service.deploymentController() == null
                ? DeploymentControllerType.ECS.toString()
                : String.valueOf(service.deploymentController().typeAsString());
    }

    boolean isRunByEcs() {
        return controller().equals(DeploymentControllerType.ECS.toString());
    }

    /** Whether ECS manages the whole service: an Express service. */
    boolean isExpress() {
        return service.resourceManagementType() == ResourceManagementType.ECS;
    }

    /** ROLLING, BLUE_GREEN, LINEAR or CANARY. */
    String strategy() {
        String named = configuration().strategyAsString();
        return named == null ? "ROLLING" : named;
    }

    boolean isRolling() {
        return strategy().equals("ROLLING");
    }

    DeploymentConfiguration configuration() {
        return service.deploymentConfiguration() == null
                ? DeploymentConfiguration.builder().build()
                : service.deploymentConfiguration();
    }

    int desired() {
        return orZero(service.desiredCount());
    }

    int running() {
        return orZero(service.runningCount());
    }

    int pending() {
        return orZero(service.pendingCount());
    }

    boolean hasLoadBalancer() {
        return !service.loadBalancers().isEmpty();
    }

    /** The newest deployment; empty where another controller deploys. */
    Optional<Deployment> primary() {
        return service.deployments().stream()
                .filter(deployment -> PRIMARY.equals(deployment.status()))
                .findFirst();
    }

    /** Deployments of which tasks may still run, beside the newest. */
    List<Deployment> others() {
        return service.deployments().stream()
                .filter(deployment -> !PRIMARY.equals(deployment.status()))
                .toList();
    }

    Optional<Deployment> deployment(String id) {
        return service.deployments().stream()
                .filter(deployment -> id.equals(deployment.id()))
                .findFirst();
    }

    /** The definition that the service is in or moving to. */
    String definition() {
        return primary().map(Deployment::taskDefinition).orElseGet(this::definitionOfTaskSet);
    }

    private String definitionOfTaskSet() {
        return service.taskSets().stream()
                .filter(set -> PRIMARY.equals(set.status()))
                .map(TaskSet::taskDefinition)
                .findFirst()
                .orElse(String.valueOf(service.taskDefinition()));
    }

    /** Whether a deployment is half finished: what serves equals neither of its ends. */
    boolean isOpen() {
        return primary().map(this::isOpen).orElse(false);
    }

    private boolean isOpen(Deployment primary) {
        DeploymentRolloutState state = primary.rolloutState();
        return state == null ? !others().isEmpty() : state != DeploymentRolloutState.COMPLETED;
    }

    static int orZero(@Nullable Integer count) {
        return count == null ? 0 : count;
    }

    /** When a deployment began; the dawn of time when the service does not say. */
    static Instant began(Deployment deployment) {
        return deployment.createdAt() == null ? Instant.EPOCH : deployment.createdAt();
    }

    /** Whether two names mean the same task definition, be they ARNs or {@code family:revision}. */
    static boolean sameDefinition(String one, String other) {
        return Definition.shortName(one).equals(Definition.shortName(other));
    }
}
