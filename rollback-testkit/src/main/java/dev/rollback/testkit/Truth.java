package dev.rollback.testkit;

import dev.rollback.target.TargetId;
import dev.rollback.target.Version;
import dev.rollback.testkit.ecs.FakeEcsService;
import dev.rollback.testkit.s3.FakeBucket;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.appconfig.model.ListApplicationsRequest;
import software.amazon.awssdk.services.lambda.model.GetProvisionedConcurrencyConfigRequest;
import software.amazon.awssdk.services.lambda.model.ProvisionedConcurrencyConfigNotFoundException;

/**
 * What is true of a target in a fake world, whatever the target itself says. Knows ECS services, Lambda aliases, AppConfig profiles, buckets and
 * prefixes at a point in time, and DB instances; of others it knows nothing.
 */
final class Truth {
    private static final double ALL = 0.999;
    private static final Pattern PARTS = Pattern.compile("[/:]");

    private final FakeAws world;

    Truth(FakeAws world) {
        this.world = world;
    }

    /** The share of the traffic that each version gets; empty for a kind of target that is not known here. */
    Optional<Map<String, Double>> traffic(TargetId target) {
        return switch (target.kind()) {
            case "ecs-service" -> Optional.of(ecs(target).trafficByTaskDefinition());
            case "lambda-alias" -> Optional.of(lambda(target));
            case "appconfig-profile" -> appConfig(target);
            default -> Optional.empty();
        };
    }

    private FakeEcsService ecs(TargetId target) {
        List<String> parts = parts(target);
        return world.ecs().service(parts.get(0), parts.get(1));
    }

    private Map<String, Double> lambda(TargetId target) {
        List<String> parts = parts(target);
        return new TreeMap<>(
                world.lambda().function(parts.get(0)).alias(parts.get(1)).traffic());
    }

    /** By the names that a scene gives; a profile that a plan names by its ids is not known here. */
    private Optional<Map<String, Double>> appConfig(TargetId target) {
        List<String> parts = parts(target);
        boolean known = world
                .appConfig()
                .listApplications(ListApplicationsRequest.builder().build())
                .items()
                .stream()
                .anyMatch(application -> application.name().equals(parts.get(0)));
        return known
                ? Optional.of(world.appConfig()
                        .application(parts.get(0))
                        .environment(parts.get(1))
                        .profile(parts.get(2))
                        .traffic())
                : Optional.empty();
    }

    /** Whether all users get this version; empty if that cannot be said. */
    Optional<Boolean> serves(TargetId target, Version version) {
        return switch (target.kind()) {
            case "s3-bucket", "s3-prefix" -> objects(target, version);
            case "rds-instance" -> Optional.of(database(version));
            default -> traffic(target).map(shares -> shares.getOrDefault(name(version), 0.0) >= ALL);
        };
    }

    /** Whether what is live below the prefix is what was live at the time that the version names. */
    private Optional<Boolean> objects(TargetId target, Version version) {
        String name = target.name();
        int slash = name.indexOf('/');
        FakeBucket bucket = world.s3().bucket(slash < 0 ? name : name.substring(0, slash));
        String prefix = slash < 0 ? "" : name.substring(slash + 1);
        try {
            Instant then = Instant.parse(version.id());
            return Optional.of(below(bucket.live(), prefix).equals(below(bucket.liveAt(then), prefix)));
        } catch (DateTimeParseException manifest) {
            return Optional.empty();
        }
    }

    private static Map<String, String> below(Map<String, String> objects, String prefix) {
        Map<String, String> below = new TreeMap<>(objects);
        below.keySet().removeIf(key -> !key.startsWith(prefix));
        return below;
    }

    /** Whether the database that the version names now holds the data that it names. */
    private boolean database(Version version) {
        String resource = version.facts().getOrDefault("resource", "");
        String until = version.facts().getOrDefault("data until", "");
        return world.rds()
                .restored(resource)
                .filter(data -> data.until().toString().equals(until))
                .isPresent();
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

    /** How much the target may carry: tasks, provisioned executions; empty if there is no such figure. */
    OptionalInt capacity(TargetId target) {
        return switch (target.kind()) {
            case "ecs-service" -> OptionalInt.of(ecs(target).desiredCount());
            case "lambda-alias" -> provisioned(target);
            default -> OptionalInt.empty();
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

    /** Whether a call changes this target. Calls of AppConfig name ids, so any of them may. */
    static boolean isWriteTo(Call call, TargetId target) {
        return target.kind().equals("appconfig-profile")
                ? call.operation().startsWith("appconfig:")
                : isNamedIn(call.names(), target);
    }

    /** Whether a request names this target, by all parts of its name. */
    static boolean isNamedIn(List<String> names, TargetId target) {
        List<String> words = names.stream().flatMap(PARTS::splitAsStream).toList();
        return words.containsAll(parts(target));
    }

    /** A version as fakes name it: what follows the kind in an ARN. */
    static String name(Version version) {
        String id = version.id();
        return id.substring(id.lastIndexOf('/') + 1);
    }

    static List<String> parts(TargetId target) {
        return PARTS.splitAsStream(target.name()).toList();
    }
}
