package dev.rollback.aws.ecs;

import dev.rollback.target.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.DeploymentCircuitBreaker;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;

/** What the service itself says against a change. Asks nobody. */
final class ServiceChecks {

    private ServiceChecks() {}

    static List<Finding> of(Seen seen) {
        List<Finding> findings = new ArrayList<>();
        Stream.of(
                        inactive(seen),
                        express(seen),
                        controller(seen),
                        desired(seen),
                        capacity(seen),
                        minimum(seen),
                        hooks(seen))
                .flatMap(Optional::stream)
                .forEach(findings::add);
        breaker(seen).ifPresent(findings::add);
        return findings;
    }

    private static Optional<Finding> inactive(Seen seen) {
        return when(
                !seen.isActive(),
                Finding.hard(
                        "SERVICE_INACTIVE",
                        "The service is " + seen.service().status() + ", expected ACTIVE: ECS refuses to update it.",
                        "Create the service again, with the wanted task definition."));
    }

    private static Optional<Finding> express(Seen seen) {
        return when(
                seen.isExpress(),
                Finding.hard(
                        "EXPRESS",
                        "The service is an Express service, which ECS manages as a whole, expected one that its owner"
                                + " manages.",
                        "Update the Express service to the earlier image: `aws ecs update-express-gateway-service`."));
    }

    private static Optional<Finding> controller(Seen seen) {
        return switch (seen.controller()) {
            case "ECS" -> Optional.empty();
            case "CODE_DEPLOY" ->
                Optional.of(Finding.hard(
                        "CODE_DEPLOY",
                        "The service's deployment controller is CODE_DEPLOY, expected ECS: ECS refuses another task"
                                + " definition from anyone else.",
                        "Stop the CodeDeploy deployment with automatic rollback, or deploy the earlier AppSpec with"
                                + " CodeDeploy."));
            default ->
                Optional.of(Finding.hard(
                        "EXTERNAL",
                        "The service's deployment controller is " + seen.controller()
                                + ", expected ECS: its task sets belong to another tool.",
                        "Roll it back with the tool that manages its task sets."));
        };
    }

    private static Optional<Finding> desired(Seen seen) {
        return when(
                seen.desired() == 0,
                Finding.warning(
                        "DESIRED_ZERO",
                        "The service's desired count is 0: the rollback ends at once and proves nothing.",
                        "Scale the service out after the rollback, and verify it then."));
    }

    private static Optional<Finding> capacity(Seen seen) {
        return when(
                seen.running() < seen.desired(),
                Finding.warning(
                        "UNDER_CAPACITY",
                        seen.running() + " tasks run, expected " + seen.desired()
                                + ": the service is below its desired count already.",
                        "Look at the service's events; if there is no room for tasks, the rollback needs room too."));
    }

    private static Optional<Finding> minimum(Seen seen) {
        Integer least = seen.configuration().minimumHealthyPercent();
        return when(
                seen.isRolling() && least != null && least < 100 && seen.desired() > 0,
                Finding.warning(
                        "LOW_MINIMUM_HEALTHY",
                        "minimumHealthyPercent is " + least + ", expected 100 or more: while it deploys, as few as "
                                + atLeast(seen.desired(), least) + " of " + seen.desired() + " tasks may serve.",
                        "Raise it, or roll back when the load is low."));
    }

    private static int atLeast(int desired, @Nullable Integer percent) {
        return (int) Math.ceil(desired * Seen.orZero(percent) / 100.0);
    }

    private static Optional<Finding> hooks(Seen seen) {
        return when(
                !seen.isRolling() && !seen.configuration().lifecycleHooks().isEmpty(),
                Finding.warning(
                        "LIFECYCLE_HOOKS",
                        "The service has "
                                + seen.configuration().lifecycleHooks().size()
                                + " lifecycle hooks: one that fails undoes the rollback, too.",
                        "Make sure that the hooks accept the earlier version."));
    }

    private static Optional<Finding> breaker(Seen seen) {
        DeploymentConfiguration configuration = seen.configuration();
        DeploymentCircuitBreaker breaker = configuration.deploymentCircuitBreaker();
        boolean on = breaker != null && Boolean.TRUE.equals(breaker.enable());
        return when(
                on,
                Finding.note(
                        "CIRCUIT_BREAKER",
                        "The circuit breaker is on: if the tasks of the wanted version do not come up, ECS ends the"
                                + " rollback"
                                + (on && Boolean.TRUE.equals(breaker.rollback()) ? " and goes back by itself." : ".")));
    }

    private static Optional<Finding> when(boolean so, Finding finding) {
        return so ? Optional.of(finding) : Optional.empty();
    }
}
