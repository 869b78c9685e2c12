package dev.rollback.aws.ecs;

import dev.rollback.target.Assessment.Expected;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.CanaryConfiguration;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.LinearConfiguration;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;

/** How long a rollback takes, by what the service is configured to do. Defaults are AWS's. */
final class Timing {

    /** Until a task is placed, pulled and started. */
    private static final Duration START = Duration.ofSeconds(90);

    /** The deregistration delay of a target group, unless changed: 300 s (Elastic Load Balancing user guide). It is not asked for. */
    private static final Duration DRAIN = Duration.ofMinutes(5);

    /** The default delay of the SIGKILL after the SIGTERM is 30 s. */
    private static final Duration STOP = Duration.ofSeconds(30);

    /** How long alarms are watched after a rolling deployment is computed by ECS; a guess. */
    private static final Duration ALARM_BAKE = Duration.ofMinutes(5);

    private static final Duration FLIP = Duration.ofSeconds(30);
    private static final int CANARY_BAKE = 10;
    private static final double LINEAR_STEP = 10;
    private static final int LINEAR_BAKE = 6;

    private Timing() {}

    /** Stopping a deployment in flight: tasks that still run need not be started. */
    static Expected stopping(Seen seen, ServiceDeployment inFlight) {
        boolean stillRuns = !seen.isRolling() && inFlight.targetServiceRevision() != null;
        Duration serving = stillRuns ? FLIP : START;
        return new Expected(serving, serving.plus(leaving(seen)));
    }

    /** A deployment of the wanted definition: for blue/green, linear and canary the whole strategy again. */
    static Expected deploying(Seen seen) {
        DeploymentConfiguration configuration = seen.configuration();
        Duration start = START.plus(grace(seen)).multipliedBy(rounds(seen));
        Duration shifted = start.plus(shifting(seen, configuration));
        Duration bake = seen.isRolling()
                ? AlarmSwitch.alarms(seen)
                        .filter(AlarmSwitch::isOn)
                        .map(alarms -> ALARM_BAKE)
                        .orElse(Duration.ZERO)
                : minutes(configuration.bakeTimeInMinutes(), 0);
        return new Expected(shifted, shifted.plus(bake).plus(leaving(seen)));
    }

    /** With little room above the desired count, tasks are replaced a part at a time. */
    private static int rounds(Seen seen) {
        Integer most = seen.configuration().maximumPercent();
        Integer least = seen.configuration().minimumHealthyPercent();
        int room = (most == null ? 200 : most) - Math.min(100, least == null ? 100 : least);
        return seen.isRolling() ? Math.max(1, Math.min(10, (int) Math.ceil(100.0 / Math.max(10, room)))) : 1;
    }

    private static Duration grace(Seen seen) {
        return seen.hasLoadBalancer()
                ? Duration.ofSeconds(Math.min(300, Seen.orZero(seen.service().healthCheckGracePeriodSeconds())))
                : Duration.ZERO;
    }

    private static Duration leaving(Seen seen) {
        return seen.hasLoadBalancer() ? DRAIN : STOP;
    }

    private static Duration shifting(Seen seen, DeploymentConfiguration configuration) {
        return switch (seen.strategy()) {
            case "CANARY" -> canary(configuration.canaryConfiguration());
            case "LINEAR" -> linear(configuration.linearConfiguration());
            default -> Duration.ZERO;
        };
    }

    private static Duration canary(@Nullable CanaryConfiguration canary) {
        return minutes(canary == null ? null : canary.canaryBakeTimeInMinutes(), CANARY_BAKE);
    }

    private static Duration linear(@Nullable LinearConfiguration linear) {
        Double step = linear == null ? null : linear.stepPercent();
        Duration bake = minutes(linear == null ? null : linear.stepBakeTimeInMinutes(), LINEAR_BAKE);
        int steps = (int) Math.ceil(100 / (step == null || step <= 0 ? LINEAR_STEP : step));
        return bake.multipliedBy(Math.max(0, steps - 1));
    }

    private static Duration minutes(@Nullable Integer given, int otherwise) {
        return Duration.ofMinutes(given == null ? otherwise : given);
    }
}
