package dev.rollback.testkit.appconfig;

import static java.util.Objects.requireNonNullElse;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.appconfig.model.CreateDeploymentStrategyRequest;
import software.amazon.awssdk.services.appconfig.model.DeploymentStrategy;
import software.amazon.awssdk.services.appconfig.model.GrowthType;
import software.amazon.awssdk.services.appconfig.model.ReplicateTo;

/** The deployment strategies: those that every account has, and its own. Source: User Guide, "Working with deployment strategies". */
final class Strategies {
    static final String ALL_AT_ONCE = "AppConfig.AllAtOnce";
    private static final int DAY = 24 * 60;

    private final AppConfigWorld world;
    private final Map<String, DeploymentStrategy> byId = new LinkedHashMap<>();

    Strategies(AppConfigWorld world) {
        this.world = world;
        predefine(ALL_AT_ONCE, "Quick", shape(GrowthType.LINEAR, 100, 0, 10));
        predefine("AppConfig.Linear50PercentEvery30Seconds", "Test/Demo", shape(GrowthType.LINEAR, 50, 1, 1));
        predefine("AppConfig.Canary10Percent20Minutes", "AWS Recommended", shape(GrowthType.EXPONENTIAL, 10, 20, 10));
        predefine("AppConfig.Linear20PercentEvery6Minutes", "AWS Recommended", shape(GrowthType.LINEAR, 20, 30, 30));
    }

    private static DeploymentStrategy.Builder shape(GrowthType growth, float factor, int minutes, int bake) {
        return DeploymentStrategy.builder()
                .growthType(growth)
                .growthFactor(factor)
                .deploymentDurationInMinutes(minutes)
                .finalBakeTimeInMinutes(bake)
                .replicateTo(ReplicateTo.NONE);
    }

    private void predefine(String id, String description, DeploymentStrategy.Builder shape) {
        byId.put(id, shape.id(id).name(id).description(description).build());
    }

    DeploymentStrategy create(CreateDeploymentStrategyRequest request) {
        int minutes = Rules.between("deploymentDurationInMinutes", request.deploymentDurationInMinutes(), 0, DAY);
        int bake = Rules.between("finalBakeTimeInMinutes", bake(request), 0, DAY);
        GrowthType growth = requireNonNullElse(request.growthType(), GrowthType.LINEAR);
        DeploymentStrategy made = shape(growth, factor(request.growthFactor()), minutes, bake)
                .id(world.newId())
                .name(Rules.name(request.name()))
                .description(Rules.description(request.description()))
                .replicateTo(requireNonNullElse(request.replicateTo(), ReplicateTo.NONE))
                .build();
        byId.put(made.id(), made);
        return made;
    }

    private static Integer bake(CreateDeploymentStrategyRequest request) {
        return requireNonNullElse(request.finalBakeTimeInMinutes(), 0);
    }

    private static float factor(@Nullable Float value) {
        float given = Rules.present("growthFactor", value);
        if (given < 1 || given > 100) {
            throw AppConfigErrors.malformed("growthFactor", String.valueOf(given), "value between 1.0 and 100.0");
        }
        return given;
    }

    DeploymentStrategy get(@Nullable String id) {
        DeploymentStrategy found = byId.get(Rules.strategyId(id));
        if (found == null) {
            throw AppConfigErrors.notFound("DeploymentStrategy", String.valueOf(id));
        }
        return found;
    }

    List<DeploymentStrategy> all() {
        return List.copyOf(byId.values());
    }
}
