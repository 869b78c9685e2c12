package dev.rollback.testkit.ecs;

import dev.rollback.testkit.account.FakeAccount;
import dev.rollback.testkit.cloudwatch.FakeCloudWatch;
import dev.rollback.testkit.ecr.FakeEcr;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** All that ECS knows in one account: clusters with their services, definitions, and what lies around ECS. */
final class EcsWorld {
    private static final String DEFAULT_CLUSTER = "default";

    private final FakeAccount account;
    private final FakeCloudWatch cloudWatch;
    private final Images images;
    private final TaskDefinitions definitions;
    private final Map<String, Map<String, ServiceModel>> clusters = new TreeMap<>();
    private DeploymentPace pace = DeploymentPace.DEFAULT;

    EcsWorld(FakeAccount account, FakeEcr ecr, FakeCloudWatch cloudWatch) {
        this.account = account;
        this.cloudWatch = cloudWatch;
        this.images = new Images(ecr);
        this.definitions = new TaskDefinitions(account);
    }

    FakeAccount account() {
        return account;
    }

    Images images() {
        return images;
    }

    TaskDefinitions definitions() {
        return definitions;
    }

    DeploymentPace pace() {
        return pace;
    }

    void pace(DeploymentPace other) {
        pace = other;
    }

    /** Makes an alarm that is OK, where there is none of that name. */
    void ensureAlarm(String name) {
        cloudWatch.alarm(name);
    }

    /** Lets an alarm go off then, and be OK again after a time. */
    void alarm(String name, Instant from, Duration lasting) {
        cloudWatch.alarm(name).becomes(StateValue.ALARM, from).becomes(StateValue.OK, from.plus(lasting));
    }

    boolean inAlarm(String alarm, Instant at) {
        return cloudWatch
                .stateAt(alarm, at)
                .filter(state -> state == StateValue.ALARM)
                .isPresent();
    }

    /** The last part of a name or ARN; a call that names no cluster means the one called default. */
    static String name(@Nullable String nameOrArn) {
        return nameOrArn == null ? DEFAULT_CLUSTER : nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
    }

    String clusterArn(String name) {
        return account.arn("ecs", "cluster/" + name);
    }

    Map<String, ServiceModel> openCluster(String name) {
        return clusters.computeIfAbsent(name, missing -> new LinkedHashMap<>());
    }

    boolean hasCluster(String name) {
        return clusters.containsKey(name);
    }

    /** The services of a cluster by name, each brought up to the present. */
    Map<String, ServiceModel> cluster(@Nullable String nameOrArn) {
        Map<String, ServiceModel> services = clusters.get(name(nameOrArn));
        if (services == null) {
            throw EcsErrors.clusterNotFound();
        }
        Instant now = account.now();
        services.values().forEach(service -> service.agenda().advance(now));
        return services;
    }

    Optional<ServiceModel> find(@Nullable String cluster, String service) {
        Map<String, ServiceModel> services = clusters.get(name(cluster));
        if (services == null) {
            throw EcsErrors.clusterNotFound();
        }
        Optional<ServiceModel> found = Optional.ofNullable(services.get(name(service)));
        found.ifPresent(model -> model.agenda().advance(account.now()));
        return found;
    }

    ServiceModel service(@Nullable String cluster, String service) {
        return find(cluster, service).orElseThrow(EcsErrors::serviceNotFound);
    }

    /** The service that a service deployment or revision belongs to, by the ARN {@code .../CLUSTER/SERVICE/ID}. */
    Optional<ServiceModel> owner(String arn) {
        String[] path = arn.split("/", -1);
        return path.length == 4 && clusters.containsKey(path[1]) ? find(path[1], path[2]) : Optional.empty();
    }
}
