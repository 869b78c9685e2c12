package dev.rollback.testkit.ecs;

import static java.util.Objects.requireNonNullElse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.CanaryConfiguration;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.DeploymentStrategy;
import software.amazon.awssdk.services.ecs.model.LinearConfiguration;

/**
 * The lifecycle stages of blue/green, linear and canary deployments, with the weights of the two sides.
 *
 * <p>Both sides run until CLEAN_UP, so going back before that is a change of weights. Stages are kept as the wire names
 * them: one of them has no constant in the SDK.
 */
final class TrafficShift {
    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final double CANARY_PERCENT = 5;
    private static final double LINEAR_PERCENT = 10;
    private static final int CANARY_MINUTES = 10;
    private static final int LINEAR_MINUTES = 6;
    private static final int ALL = 100;

    private final ServiceModel service;
    private final Deployer deployer;

    /** A stage: its name, the new side's share of the traffic from then on, how long it lasts. */
    private record Stage(String name, int weight, Duration lasts) {}

    TrafficShift(ServiceModel service, Deployer deployer) {
        this.service = service;
        this.deployer = deployer;
    }

    /** Lets the old side have all traffic until it is shifted. */
    void weigh(Rollout next, Rollout previous) {
        next.weigh(0);
        previous.weigh(requireNonNullElse(previous.weight(), ALL));
    }

    /** Gives the way back the traffic, in an instant if its tasks still run. */
    void flip(Rollout back, Rollout failed) {
        if (failed.weight() == null) {
            return;
        }
        boolean runs = service.fleet().running(back) >= service.desired();
        back.weigh(runs ? ALL : ALL - failed.weight());
        failed.weigh(runs ? 0 : failed.weight());
    }

    void scaleUp(Rollout rollout) {
        rollout.record().stage(service.now(), "SCALE_UP");
    }

    /** Takes the traffic of healthy new tasks through all stages. */
    void start(Rollout rollout) {
        enter(rollout, stages(service.configuration()), 0);
    }

    private void enter(Rollout rollout, List<Stage> stages, int index) {
        if (!rollout.isMoving() || !rollout.record().goesForward()) {
            return;
        }
        if (index == stages.size()) {
            rollout.record().stage(service.now(), "CLEAN_UP");
            deployer.drainOthers(rollout);
            return;
        }
        Stage stage = stages.get(index);
        rollout.record().stage(service.now(), stage.name());
        shift(rollout, stage.weight());
        if (stage.name().equals(service.traits().failingHook)) {
            deployer.rollBack(rollout.record(), "Lifecycle hook failed at stage " + stage.name() + ".");
        } else {
            service.after(stage.lasts(), () -> enter(rollout, stages, index + 1));
        }
    }

    /** Gives one side all traffic, if the traffic is split by weights. */
    void takeAll(Rollout rollout) {
        if (rollout.weight() != null) {
            shift(rollout, ALL);
        }
    }

    /** What the new side does not get stays with the side that has most of it so far. */
    private void shift(Rollout rollout, int weight) {
        List<Rollout> others =
                service.rollouts().stream().filter(other -> other != rollout).toList();
        Optional<Rollout> serving = others.stream().max(Comparator.comparing(TrafficShift::share));
        others.forEach(other -> other.weigh(0));
        serving.ifPresent(other -> other.weigh(ALL - weight));
        rollout.weigh(weight);
    }

    private static int share(Rollout rollout) {
        return requireNonNullElse(rollout.weight(), 0);
    }

    private static List<Stage> stages(DeploymentConfiguration configuration) {
        List<Stage> stages = new ArrayList<>();
        stages.add(new Stage("POST_SCALE_UP", 0, SHORT));
        stages.add(new Stage("TEST_TRAFFIC_SHIFT", 0, SHORT));
        stages.add(new Stage("POST_TEST_TRAFFIC_SHIFT", 0, SHORT));
        stages.add(new Stage("PRE_PRODUCTION_TRAFFIC_SHIFT", 0, SHORT));
        stages.addAll(production(configuration));
        stages.add(new Stage("POST_PRODUCTION_TRAFFIC_SHIFT", ALL, SHORT));
        stages.add(new Stage("BAKE_TIME", ALL, minutes(configuration.bakeTimeInMinutes(), 0)));
        return stages;
    }

    private static List<Stage> production(DeploymentConfiguration configuration) {
        List<Stage> steps = new ArrayList<>();
        if (configuration.strategy() == DeploymentStrategy.CANARY) {
            steps.add(canary(configuration.canaryConfiguration()));
        } else if (configuration.strategy() == DeploymentStrategy.LINEAR) {
            steps.addAll(linear(configuration.linearConfiguration()));
        }
        steps.add(new Stage("PRODUCTION_TRAFFIC_SHIFT", ALL, SHORT));
        return steps;
    }

    private static Stage canary(@Nullable CanaryConfiguration canary) {
        Double percent = canary == null ? null : canary.canaryPercent();
        Integer bake = canary == null ? null : canary.canaryBakeTimeInMinutes();
        int weight = requireNonNullElse(percent, CANARY_PERCENT).intValue();
        return new Stage("PRODUCTION_TRAFFIC_SHIFT", weight, minutes(bake, CANARY_MINUTES));
    }

    private static List<Stage> linear(@Nullable LinearConfiguration linear) {
        Double percent = linear == null ? null : linear.stepPercent();
        Duration bake = minutes(linear == null ? null : linear.stepBakeTimeInMinutes(), LINEAR_MINUTES);
        int step = Math.max(1, requireNonNullElse(percent, LINEAR_PERCENT).intValue());
        List<Stage> steps = new ArrayList<>();
        for (int weight = step; weight < ALL; weight += step) {
            steps.add(new Stage("PRODUCTION_TRAFFIC_SHIFT", weight, bake));
        }
        return steps;
    }

    private static Duration minutes(@Nullable Integer given, int otherwise) {
        return Duration.ofMinutes(requireNonNullElse(given, otherwise));
    }
}
