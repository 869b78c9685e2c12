package dev.rollback.testkit;

import dev.rollback.target.TargetId;
import dev.rollback.target.Version;
import dev.rollback.testkit.appconfig.FakeConfiguration;
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
import software.amazon.awssdk.services.lambda.model.GetProvisionedConcurrencyConfigRequest;
import software.amazon.awssdk.services.lambda.model.ProvisionedConcurrencyConfigNotFoundException;

/**
 * What is true of a target in a fake world, whatever the target itself says. Knows ECS services, Lambda aliases, AppConfig profiles, buckets and
 * prefixes at a point in time, DB instances and clusters; of others it knows nothing.
 */
final class Truth {
    private static final String APPCONFIG = "appconfig-profile";
    private static final double ALL = 0.999;
    private static final double A_LITTLE = 0.01;
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
            case APPCONFIG -> configuration(target).map(Truth::appConfig);
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

    /** A version that is on its way counts a little though it has reached nobody yet: its profile is not wholly in the one before. */
    private static Map<String, Double> appConfig(FakeConfiguration configuration) {
        Map<String, Double> shares = new TreeMap<>(configuration.traffic());
        configuration.arriving().filter(version -> !shares.containsKey(version)).ifPresent(version -> {
            shares.replaceAll((other, share) -> share * (1 - A_LITTLE));
            shares.put(version, A_LITTLE);
        });
        return shares;
    }

    private Optional<FakeConfiguration> configuration(TargetId target) {
        List<String> parts = parts(target);
        return world.appConfig().configuration(parts.get(0), parts.get(1), parts.get(2));
    }

    /** Whether all users get this version; empty if that cannot be said. */
    Optional<Boolean> serves(TargetId target, Version version) {
        return switch (target.kind()) {
            case "s3-bucket", "s3-prefix" -> objects(target, version);
            case "rds-instance" -> Optional.of(database(world.rds().resourceId(target.name()), version));
            case "rds-cluster" -> Optional.of(database(world.rds().clusterResourceId(target.name()), version));
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

    /** Whether the database that the version names, or else the one that has the target's name, holds the data that the version names. */
    private boolean database(Optional<String> named, Version version) {
        String until = version.facts().getOrDefault("data until", "");
        return Optional.ofNullable(version.facts().get("resource"))
                .or(() -> named)
                .flatMap(world.rds()::restored)
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

    /** Whether a request names this target, by all parts of its name. */
    boolean isNamedIn(List<String> names, TargetId target) {
        List<String> words = names.stream().flatMap(PARTS::splitAsStream).toList();
        return words.containsAll(words(target));
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
        String id = version.id();
        return id.substring(id.lastIndexOf('/') + 1);
    }

    static List<String> parts(TargetId target) {
        return PARTS.splitAsStream(target.name()).toList();
    }
}
