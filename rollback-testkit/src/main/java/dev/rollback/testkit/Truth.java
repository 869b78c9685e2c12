package dev.rollback.testkit;

import dev.rollback.target.TargetId;
import dev.rollback.target.Version;
import dev.rollback.testkit.appconfig.FakeConfiguration;
import dev.rollback.testkit.ecs.FakeEcsService;
import dev.rollback.testkit.lambda.LambdaAliasScene;
import dev.rollback.testkit.rds.FakeRds;
import dev.rollback.testkit.s3.FakeBucket;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.lambda.model.GetProvisionedConcurrencyConfigRequest;
import software.amazon.awssdk.services.lambda.model.ProvisionedConcurrencyConfigNotFoundException;

/**
 * What is true of a target in a fake world, whatever the target itself says. Knows ECS services, Lambda aliases, AppConfig profiles, buckets and
 * prefixes at a point in time, DB instances and clusters; of others it knows nothing.
 */
final class Truth {
    /** A share that is all of the traffic, roundings apart. */
    static final double ALL = 0.999;

    private static final String APPCONFIG = "appconfig-profile";
    private static final double A_LITTLE = 0.01;

    private final FakeAws world;

    Truth(FakeAws world) {
        this.world = world;
    }

    /** The share of the traffic that each version gets; empty for a kind of target that is not known here. */
    Optional<Map<String, Double>> traffic(TargetId target) {
        return switch (target.kind()) {
            case "ecs-service" -> Optional.of(ecs(target).trafficByTaskDefinition());
            case "lambda-alias" -> Optional.of(lambda(target));
            case APPCONFIG -> configuration(target).map(Truth::appConfig);
            default -> Optional.empty();
        };
    }

    Trace trace() {
        return world.clock().trace();
    }

    FakeEcsService ecs(TargetId target) {
        List<String> parts = parts(target);
        return world.ecs().service(parts.get(0), parts.get(1));
    }

    /** Lets somebody else deploy a task definition to a service. */
    void deploy(TargetId service, String taskDefinition) {
        List<String> parts = parts(service);
        var unused = world.ecs()
                .updateService(request ->
                        request.cluster(parts.get(0)).service(parts.get(1)).taskDefinition(taskDefinition));
    }

    LambdaAliasScene alias(TargetId target) {
        List<String> parts = parts(target);
        return world.lambda().function(parts.get(0)).alias(parts.get(1));
    }

    private Map<String, Double> lambda(TargetId target) {
        return new TreeMap<>(alias(target).traffic());
    }

    /** A version that is on its way counts a little though it has reached nobody yet: its profile is not wholly in the one before. */
    private static Map<String, Double> appConfig(FakeConfiguration configuration) {
        Map<String, Double> shares = new TreeMap<>(configuration.traffic());
        configuration.arriving().filter(version -> !shares.containsKey(version)).ifPresent(version -> {
            shares.replaceAll((other, share) -> share * (1 - A_LITTLE));
            shares.put(version, A_LITTLE);
        });
        return shares;
    }

    Optional<FakeConfiguration> configuration(TargetId target) {
        List<String> parts = parts(target);
        return world.appConfig().configuration(parts.get(0), parts.get(1), parts.get(2));
    }

    /** The version that a target was put at last, though users may not get it yet; empty for a kind of target that is not known here. */
    Optional<String> headsFor(TargetId target) {
        return switch (target.kind()) {
            case "ecs-service" -> Optional.of(name(primary(target)));
            case "lambda-alias" -> Optional.of(pointsTo(target));
            case APPCONFIG ->
                configuration(target).map(profile -> profile.arriving().orElseGet(profile::servedVersion));
            default -> Optional.empty();
        };
    }

    private String primary(TargetId service) {
        List<String> parts = parts(service);
        return world.ecs()
                .describeServices(request -> request.cluster(parts.get(0)).services(parts.get(1)))
                .services()
                .get(0)
                .taskDefinition();
    }

    private String pointsTo(TargetId alias) {
        List<String> parts = parts(alias);
        return world.lambda()
                .getAlias(request -> request.functionName(parts.get(0)).name(parts.get(1)))
                .functionVersion();
    }

    /** Whether a call is of the target's own service: no other changes a target at once. */
    static boolean isOfItsService(Call call, TargetId target) {
        String operation = call.operation();
        int colon = operation.indexOf(':');
        String kind = target.kind();
        return kind.length() > colon && kind.charAt(colon) == '-' && kind.startsWith(operation.substring(0, colon));
    }

    Instant now() {
        return world.clock().instant();
    }

    /** Whether all users get this version; empty if that cannot be said. */
    Optional<Boolean> serves(TargetId target, Version version) {
        return switch (target.kind()) {
            case "s3-bucket", "s3-prefix" -> objects(target, version);
            case "rds-instance" -> database(world.rds().resourceId(target.name()), version);
            case "rds-cluster" -> database(world.rds().clusterResourceId(target.name()), version);
            default -> traffic(target).map(shares -> shares.getOrDefault(name(version), 0.0) >= ALL);
        };
    }

    FakeRds databases() {
        return world.rds();
    }

    /** Whether what is live below the prefix is what was live at the time that the version names. */
    private Optional<Boolean> objects(TargetId target, Version version) {
        FakeBucket bucket = bucket(target);
        String prefix = prefix(target);
        return instant(version).map(then -> below(bucket.live(), prefix).equals(below(bucket.liveAt(then), prefix)));
    }

    FakeBucket bucket(TargetId target) {
        String name = target.name();
        int slash = name.indexOf('/');
        return world.s3().bucket(slash < 0 ? name : name.substring(0, slash));
    }

    /** What the keys of a bucket or prefix begin with. */
    static String prefix(TargetId target) {
        String name = target.name();
        int slash = name.indexOf('/');
        return slash < 0 ? "" : name.substring(slash + 1);
    }

    private static Map<String, String> below(Map<String, String> objects, String prefix) {
        Map<String, String> below = new TreeMap<>(objects);
        below.keySet().removeIf(key -> !key.startsWith(prefix));
        return below;
    }

    /**
     * Whether the database that the version names, or else the one that has the target's name, holds the data that the version names; empty for a version that names
     * no data.
     */
    private Optional<Boolean> database(Optional<String> named, Version version) {
        return Optional.ofNullable(version.facts().get("data until"))
                .map(until -> Optional.ofNullable(version.facts().get("resource"))
                        .or(() -> named)
                        .flatMap(world.rds()::restored)
                        .filter(data -> data.until().toString().equals(until))
                        .isPresent());
    }

    /** The share of users that get this version, 0 where nothing is known. */
    double share(TargetId target, Version version) {
        return traffic(target)
                .map(shares -> shares.getOrDefault(name(version), 0.0))
                .orElse(0.0);
    }

    /** The one version that all users get; empty if there is no such one, or nothing is known. */
    Optional<String> only(TargetId target) {
        return traffic(target).stream()
                .flatMap(shares -> shares.entrySet().stream())
                .filter(share -> share.getValue() >= ALL)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** What is there of a target, in a line for people: what serves, and what was made for it. Equal where nothing differs that counts. */
    String state(TargetId target) {
        return switch (target.kind()) {
            case "ecs-service" ->
                shares(target) + ", " + ecs(target).desiredCount() + " tasks wanted, "
                        + ecs(target).serviceDeployments() + " deployments so far";
            case "s3-bucket", "s3-prefix" -> objectsState(target);
            case "rds-instance" ->
                databaseState(world.rds().resourceId(target.name()), world.rds().instanceNames());
            case "rds-cluster" ->
                databaseState(
                        world.rds().clusterResourceId(target.name()),
                        world.rds().clusterNames());
            default -> traffic(target).isPresent() ? shares(target) : "not known here";
        };
    }

    private String shares(TargetId target) {
        Map<String, Double> shares = traffic(target).orElse(Map.of());
        return shares.isEmpty()
                ? "serves nothing"
                : "serves "
                        + shares.entrySet().stream()
                                .map(share -> share.getKey() + " to " + Math.round(share.getValue() * 100) + " %")
                                .collect(Collectors.joining(", "));
    }

    private String objectsState(TargetId target) {
        FakeBucket bucket = bucket(target);
        Map<String, String> live = below(bucket.live(), prefix(target));
        return live.size() + " keys, content " + Integer.toHexString(live.hashCode()) + ", "
                + bucket.openUploads().size() + " open uploads";
    }

    private String databaseState(Optional<String> resource, List<String> all) {
        return resource.flatMap(world.rds()::restored)
                        .map(data -> "data of " + data.origin() + " until " + data.until())
                        .orElse(resource.isPresent() ? "its own data" : "not there")
                + ", one of " + all.size();
    }

    /** How much the target may carry: tasks, provisioned executions; empty if there is no such figure. */
    OptionalInt capacity(TargetId target) {
        return switch (target.kind()) {
            case "ecs-service" -> OptionalInt.of(ecs(target).desiredCount());
            case "lambda-alias" -> provisioned(target);
            default -> OptionalInt.empty();
        };
    }

    /** The share of users who get an answer that works; 0 where none do, or nothing is known. */
    double well(TargetId target) {
        return target.kind().equals("ecs-service")
                ? ecs(target).isHealthy() ? 1 : 0
                : served(target).orElse(0);
    }

    /** The share of users that something works for; empty where nothing is known. */
    OptionalDouble served(TargetId target) {
        return switch (target.kind()) {
            case "lambda-alias" -> OptionalDouble.of(alias(target).healthyShare());
            case APPCONFIG ->
                configuration(target)
                        .map(one -> OptionalDouble.of(one.healthyShare()))
                        .orElse(OptionalDouble.empty());
            default -> OptionalDouble.empty();
        };
    }

    /** Whether a database can be used that has another name which begins like this one. */
    boolean hasUsableBeside(String name) {
        return world.rds().isUsableBeside(name);
    }

    /**
     * The keys that shall be live and are not, or hold something else, and that nobody has touched since; none for a target that is no state of a bucket at a time.
     */
    List<String> missing(TargetId target, Version wanted, Instant since) {
        return target.kind().startsWith("s3-")
                ? instant(wanted).map(then -> missing(target, then, since)).orElse(List.of())
                : List.of();
    }

    private List<String> missing(TargetId target, Instant then, Instant since) {
        Map<String, String> live = bucket(target).live();
        Map<String, String> found = bucket(target).liveAt(since);
        return below(bucket(target).liveAt(then), prefix(target)).entrySet().stream()
                .filter(shall -> !shall.getValue().equals(live.get(shall.getKey())))
                .filter(shall -> Objects.equals(live.get(shall.getKey()), found.get(shall.getKey())))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Optional<Instant> instant(Version version) {
        try {
            return Optional.of(Instant.parse(version.id()));
        } catch (DateTimeParseException manifest) {
            return Optional.empty();
        }
    }

    /** How many of its {@link #noun} there are. */
    int made(TargetId target) {
        return switch (target.kind()) {
            case "ecs-service" -> ecs(target).serviceDeployments();
            case APPCONFIG -> configuration(target).map(Truth::deployments).orElse(0);
            case "rds-instance" -> world.rds().instanceNames().size();
            case "rds-cluster" -> world.rds().clusterNames().size();
            case "s3-bucket", "s3-prefix" -> bucket(target).markedTwice();
            default -> 0;
        };
    }

    private static int deployments(FakeConfiguration configuration) {
        return (int) configuration.environment().deployments().stream()
                .filter(deployment -> configuration.id().equals(deployment.configurationProfileId()))
                .count();
    }

    /** What it takes only one of to change a target. */
    static String noun(TargetId target) {
        return switch (target.kind()) {
            case "rds-instance", "rds-cluster" -> "restored databases";
            case "s3-bucket", "s3-prefix" -> "delete markers on delete markers";
            default -> "deployments";
        };
    }

    private OptionalInt provisioned(TargetId target) {
        List<String> parts = parts(target);
        GetProvisionedConcurrencyConfigRequest request = GetProvisionedConcurrencyConfigRequest.builder()
                .functionName(parts.get(0))
                .qualifier(parts.get(1))
                .build();
        try {
            return OptionalInt.of(
                    world.lambda().getProvisionedConcurrencyConfig(request).requestedProvisionedConcurrentExecutions());
        } catch (ProvisionedConcurrencyConfigNotFoundException none) {
            return OptionalInt.empty();
        }
    }

    /** Whether a request names this target, by all parts of its name. */
    boolean isNamedIn(List<String> names, TargetId target) {
        for (String word : words(target)) {
            if (!Words.isIn(names, word)) {
                return false;
            }
        }
        return true;
    }

    /** What requests that change a target call it. Those to AppConfig have ids for names, and some of them say nothing of the profile. */
    private List<String> words(TargetId target) {
        return target.kind().equals(APPCONFIG)
                ? configuration(target)
                        .map(FakeConfiguration::environment)
                        .map(environment -> List.of(environment.application().id(), environment.id()))
                        .orElse(parts(target))
                : parts(target);
    }

    /** Whether a target is the AppConfig profile of this id. */
    boolean isProfile(TargetId target, String profileId) {
        return configuration(target).filter(one -> one.id().equals(profileId)).isPresent();
    }

    /** A version as fakes name it: what follows the kind in an ARN. */
    static String name(Version version) {
        return name(version.id());
    }

    private static String name(String id) {
        return id.substring(id.lastIndexOf('/') + 1);
    }

    static List<String> parts(TargetId target) {
        return Words.of(target.name());
    }
}
