package dev.rollback.testkit;

import dev.rollback.testkit.account.UnderWay;
import dev.rollback.testkit.ecs.FakeEcsService;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.SdkRequest;

/**
 * What goes wrong in the world once a call has had its effect: to what the call began, and to the clock of whoever made it.
 *
 * <p>Asks requests for their members by name, so that no class of a service's SDK module is needed here.
 */
final class Upheavals {
    /** How many times as long a slow change takes. */
    static final int SLOW = 5;

    private static final Set<String> DEPLOYMENTS = ordered("ecs:UpdateService", "ecs:StopServiceDeployment");
    private static final Set<String> CHANGES = ordered(
            "rds:CreateDBInstance",
            "rds:ModifyDBInstance",
            "rds:RebootDBInstance",
            "rds:RestoreDBInstanceFromDBSnapshot",
            "rds:RestoreDBInstanceToPointInTime",
            "rds:CreateDBSnapshot",
            "rds:ModifyDBCluster",
            "rds:RestoreDBClusterFromSnapshot",
            "rds:RestoreDBClusterToPointInTime",
            "rds:CreateDBClusterSnapshot");
    private static final Set<String> FLAGS = ordered("appconfig:StartDeployment", "appconfig:StopDeployment");
    private static final String UPDATE_SERVICE = "ecs:UpdateService";
    private static final String UPDATE_ALIAS = "lambda:UpdateAlias";
    private static final String INVALIDATE = "cloudfront:CreateInvalidation";

    private final FakeAws world;

    Upheavals(FakeAws world) {
        this.world = world;
    }

    private static Set<String> ordered(String... operations) {
        return new LinkedHashSet<>(List.of(operations));
    }

    /** Whether calls of this operation begin something that takes its time. */
    static boolean begins(String operation) {
        return DEPLOYMENTS.contains(operation)
                || CHANGES.contains(operation)
                || FLAGS.contains(operation)
                || operation.equals(UPDATE_ALIAS)
                || operation.equals(INVALIDATE);
    }

    static boolean deploysTasks(String operation) {
        return operation.equals(UPDATE_SERVICE);
    }

    static boolean isWatchedByAlarms(String operation) {
        return operation.equals(UPDATE_SERVICE) || operation.equals("appconfig:StartDeployment");
    }

    static boolean takesCapacity(String operation) {
        return operation.equals(UPDATE_SERVICE) || operation.equals(UPDATE_ALIAS) || FaultShapes.hasCapacity(operation);
    }

    /** What would happen of this kind after such a call; empty if it has begun nothing that it could happen to. */
    Optional<Runnable> of(FaultKind kind, Call call) {
        return switch (kind) {
            case SLOW_CONVERGENCE -> underWay(call).map(change -> () -> change.takes(SLOW));
            case NEVER_ENDS -> underWay(call).map(change -> change::neverEnds);
            case CIRCUIT_BREAKER -> service(call).circuitBreakerTrips();
            case ALARM -> alarm(call);
            case IMAGE_GONE -> service(call).imagesGo();
            case CAPACITY_SHORT -> capacity(call);
            default -> Optional.empty();
        };
    }

    /** Sets the clock of whoever runs the engine. */
    void setClock(Duration by) {
        world.clock().setOthers(by);
    }

    private Optional<UnderWay> underWay(Call call) {
        if (!begins(call.operation())) {
            return Optional.empty();
        }
        return switch (call.operation()) {
            case UPDATE_ALIAS ->
                world.lambda()
                        .function(last(asked(call, "FunctionName"), ":"))
                        .alias(asked(call, "Name"))
                        .underWay();
            case INVALIDATE ->
                world.cloudFront().distribution(asked(call, "DistributionId")).underWay();
            default -> inOneOfMany(call);
        };
    }

    private Optional<UnderWay> inOneOfMany(Call call) {
        if (DEPLOYMENTS.contains(call.operation())) {
            return service(call).underWay();
        }
        return FLAGS.contains(call.operation())
                ? world.appConfig()
                        .environment(asked(call, "ApplicationId"), asked(call, "EnvironmentId"))
                        .flatMap(environment -> environment.underWay())
                : world.rds().underWay(names(call));
    }

    private FakeEcsService service(Call call) {
        Optional<String> deployment = find(call, "serviceDeploymentArn");
        if (deployment.isPresent()) {
            List<String> path = List.of(deployment.get().split("/", -1));
            return world.ecs().service(path.get(1), path.get(2));
        }
        String cluster = find(call, "cluster").orElse("default");
        return world.ecs().service(last(cluster, "/"), last(asked(call, "service"), "/"));
    }

    private Optional<Runnable> alarm(Call call) {
        return call.operation().equals(UPDATE_SERVICE)
                ? service(call).alarmGoesOff()
                : world.appConfig()
                        .environment(asked(call, "ApplicationId"), asked(call, "EnvironmentId"))
                        .flatMap(environment -> environment.alarmGoesOff());
    }

    private Optional<Runnable> capacity(Call call) {
        return switch (call.operation()) {
            case UPDATE_SERVICE ->
                service(call).underWay().map(deployment -> () -> service(call).outOfCapacity(Duration.ofMinutes(30)));
            case UPDATE_ALIAS ->
                world.lambda()
                        .function(last(asked(call, "FunctionName"), ":"))
                        .alias(asked(call, "Name"))
                        .capacityIsShort();
            default -> Optional.empty();
        };
    }

    private static List<String> names(Call call) {
        return List.of(
                        "DBInstanceIdentifier",
                        "TargetDBInstanceIdentifier",
                        "DBSnapshotIdentifier",
                        "DBClusterIdentifier",
                        "DBClusterSnapshotIdentifier")
                .stream()
                .flatMap(member -> find(call, member).stream())
                .toList();
    }

    private static String asked(Call call, String member) {
        return find(call, member).orElse("");
    }

    private static Optional<String> find(Call call, String member) {
        return call.request() instanceof SdkRequest request
                ? request.getValueForField(member, String.class)
                : Optional.empty();
    }

    private static String last(String path, String separator) {
        return path.substring(path.lastIndexOf(separator) + 1);
    }
}
