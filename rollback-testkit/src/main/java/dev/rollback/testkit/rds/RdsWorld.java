package dev.rollback.testkit.rds;

import dev.rollback.testkit.account.FakeAccount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.BlueGreenDeployment;
import software.amazon.awssdk.services.rds.model.DBProxyTarget;
import software.amazon.awssdk.services.rds.model.MasterUserSecret;

/** What there is in RDS of one account and region. Names are kept in small letters, as RDS does. */
final class RdsWorld {
    final FakeAccount account;
    final Predicate<String> usableKeys;
    final RdsTimes times = new RdsTimes();
    final Map<String, StoredInstance> instances = new TreeMap<>();
    final Map<String, StoredCluster> clusters = new TreeMap<>();
    final Map<String, StoredSnapshot> snapshots = new TreeMap<>();
    final Map<String, StoredClusterSnapshot> clusterSnapshots = new TreeMap<>();

    /** The family of each, empty for one that fits whatever uses it. */
    final Map<String, String> parameterGroups = new TreeMap<>();

    final Map<String, String> clusterParameterGroups = new TreeMap<>();
    final Set<String> optionGroups = new TreeSet<>();
    final Set<String> subnetGroups = new TreeSet<>();
    final Map<String, List<DBProxyTarget>> proxies = new TreeMap<>();
    final List<BlueGreenDeployment> blueGreens = new ArrayList<>();

    /** Each as {@code postgres 9.6.1}. */
    final Set<String> withdrawn = new TreeSet<>();

    @Nullable
    String nextRestoreEndsIn;

    boolean noCapacity;
    int quota = 40;
    int clusterQuota = 40;
    int snapshotQuota = 100;
    int clusterSnapshotQuota = 100;
    int deleted;

    RdsWorld(FakeAccount account, Predicate<String> usableKeys) {
        this.account = account;
        this.usableKeys = usableKeys;
        subnetGroups.add("default");
    }

    Instant now() {
        return account.now();
    }

    static String stored(String id) {
        return id.toLowerCase(Locale.ROOT);
    }

    String resourceId(String kind) {
        return kind + "-"
                + account.nextId("rds/" + kind)
                        .substring(4 + kind.length(), 24 + kind.length())
                        .toUpperCase(Locale.ROOT);
    }

    /** A secret that RDS makes for a database, whose password it is from then on ("Password management with Amazon RDS and AWS Secrets Manager"). */
    MasterUserSecret secret(String kind, @Nullable String key) {
        String id = account.nextId("rds!" + kind + "-");
        return MasterUserSecret.builder()
                .secretArn(account.arn("secretsmanager", "secret:" + id + "-a1b2c3"))
                .secretStatus("active")
                .kmsKeyId(key == null ? account.arn("kms", "alias/aws/secretsmanager") : key)
                .build();
    }

    /** Refuses a password of one's own beside one that RDS keeps. */
    static void checkPassword(@Nullable Boolean managed, @Nullable String password) {
        if (Boolean.TRUE.equals(managed) && password != null) {
            throw RdsErrors.invalidCombination("You can't specify MasterUserPassword with ManageMasterUserPassword.");
        }
    }

    /** Carries out the renames and other changes that are due. */
    void settle() {
        Instant now = now();
        for (StoredInstance instance : List.copyOf(instances.values())) {
            Modifications.settle(instance, now);
            rename(instance, now);
        }
        for (StoredCluster cluster : List.copyOf(clusters.values())) {
            ClusterModifications.settle(cluster, now);
            rename(cluster, now);
        }
    }

    private void rename(StoredInstance instance, Instant now) {
        String name = instance.renameTo;
        if (name == null || instance.renameAt == null || now.isBefore(instance.renameAt)) {
            return;
        }
        instances.remove(instance.id());
        instance.settings = instance.settings.toBuilder()
                .dbInstanceIdentifier(name)
                .dbInstanceArn(account.arn("rds", "db:" + name))
                .endpoint(end -> end.address(address(name))
                        .port(instance.settings.endpoint().port()))
                .build();
        instance.renameTo = null;
        instances.put(name, instance);
    }

    private void rename(StoredCluster cluster, Instant now) {
        String name = cluster.renameTo;
        if (name == null || cluster.renameAt == null || now.isBefore(cluster.renameAt)) {
            return;
        }
        clusters.remove(cluster.id());
        instances.values().stream()
                .filter(member -> cluster.id().equals(member.settings.dbClusterIdentifier()))
                .forEach(member -> member.settings =
                        member.settings.toBuilder().dbClusterIdentifier(name).build());
        cluster.settings = cluster.settings.toBuilder()
                .dbClusterIdentifier(name)
                .dbClusterArn(account.arn("rds", "cluster:" + name))
                .endpoint(clusterAddress(name, ""))
                .readerEndpoint(clusterAddress(name, "ro-"))
                .build();
        cluster.renameTo = null;
        clusters.put(name, cluster);
    }

    String address(String id) {
        return id + ".c0ffee." + account.region() + ".rds.amazonaws.com";
    }

    String clusterAddress(String id, String role) {
        return id + ".cluster-" + role + "c0ffee." + account.region() + ".rds.amazonaws.com";
    }

    /** Whether a name is taken, one that an instance is about to get included. */
    boolean isTaken(String id) {
        return instances.containsKey(id)
                || instances.values().stream().anyMatch(instance -> id.equals(instance.renameTo));
    }

    StoredInstance instance(@Nullable String id) {
        settle();
        StoredInstance found = id == null ? null : instances.get(stored(id));
        if (found == null) {
            throw RdsErrors.noInstance(String.valueOf(id));
        }
        return found;
    }

    StoredCluster cluster(@Nullable String id) {
        settle();
        StoredCluster found = id == null ? null : clusters.get(stored(id));
        if (found == null) {
            throw RdsErrors.noCluster(String.valueOf(id));
        }
        return found;
    }

    StoredSnapshot snapshot(String id) {
        StoredSnapshot found = snapshots.get(id);
        if (found == null) {
            throw RdsErrors.noSnapshot(id);
        }
        return found;
    }

    StoredClusterSnapshot clusterSnapshot(String id) {
        StoredClusterSnapshot found = clusterSnapshots.get(id);
        if (found == null) {
            throw RdsErrors.noClusterSnapshot(id);
        }
        return found;
    }

    /** The family of the first instance that uses a group; empty when none does. */
    String userOf(String group) {
        return instances.values().stream()
                .map(instance -> instance.settings)
                .filter(settings -> Instances.parameterGroup(settings).equals(group))
                .map(settings -> Engines.family(settings.engine(), settings.engineVersion()))
                .findFirst()
                .orElse("");
    }

    /** The family of the first cluster that uses a group; empty when none does. */
    String clusterUserOf(String group) {
        return clusters.values().stream()
                .map(cluster -> cluster.settings)
                .filter(settings -> group.equals(settings.dbClusterParameterGroup()))
                .map(settings -> Engines.family(settings.engine(), settings.engineVersion()))
                .findFirst()
                .orElse("");
    }

    Optional<StoredInstance> byResource(String resource) {
        settle();
        return instances.values().stream()
                .filter(instance -> instance.resource().equals(resource))
                .findFirst();
    }

    Optional<StoredCluster> clusterByResource(String resource) {
        settle();
        return clusters.values().stream()
                .filter(cluster -> cluster.resource().equals(resource))
                .findFirst();
    }

    /** Refuses another instance when there are as many as are allowed, or there is no room for it. */
    void checkRoom() {
        if (instances.size() >= quota) {
            throw RdsErrors.quota();
        }
        if (noCapacity) {
            throw RdsErrors.capacity();
        }
    }

    /** Refuses a key that cannot be used. */
    void checkKey(@Nullable String key) {
        if (key != null && !usableKeys.test(key)) {
            throw RdsErrors.keyNotAccessible(key);
        }
    }

    /** Refuses a version that is offered no more. */
    void checkOffered(String engine, String version) {
        if (withdrawn.contains(engine + " " + version)) {
            throw RdsErrors.invalidCombination("Cannot find version " + version + " for " + engine);
        }
    }

    /** Refuses a group of parameters for another family of engines than this one. */
    void checkFamily(@Nullable String group, String engine, String version) {
        if (group != null) {
            checkFits(family(group, parameterGroups, this::userOf), group, Engines.family(engine, version));
        }
    }

    /** That of a default group is in its name; that of a group of a scene is what uses it. */
    static String family(String group, Map<String, String> groups, UnaryOperator<String> user) {
        if (group.startsWith("default.")) {
            return group.substring("default.".length());
        }
        String known = groups.getOrDefault(group, "");
        return known.isEmpty() ? user.apply(group) : known;
    }

    /** Refuses a group of options for another version of an engine than this one: its own, or that of the instance that uses it. */
    void checkOptions(@Nullable String group, String engine, String version) {
        String needed = Engines.optionGroup(engine, version);
        boolean fits = group == null
                || (group.startsWith("default:")
                        ? group.equals(needed)
                        : instances.values().stream()
                                .map(instance -> instance.settings)
                                .filter(settings ->
                                        Instances.optionGroup(settings).equals(group))
                                .allMatch(settings -> Engines.optionGroup(settings.engine(), settings.engineVersion())
                                        .equals(needed)));
        if (!fits) {
            throw RdsErrors.invalidCombination("The option group " + group
                    + " is not for this engine and version: expected one like " + needed + ".");
        }
    }

    /** Refuses a group of parameters of clusters that is not there, or for another family of engines. */
    void checkClusterGroup(@Nullable String group, String engine, String version) {
        if (group == null) {
            return;
        }
        if (!group.startsWith("default.") && !clusterParameterGroups.containsKey(group)) {
            throw RdsErrors.noClusterParameterGroup(group);
        }
        checkFits(family(group, clusterParameterGroups, this::clusterUserOf), group, Engines.family(engine, version));
    }

    private static void checkFits(String family, String group, String needed) {
        if (!family.isEmpty() && !family.equals(needed)) {
            throw RdsErrors.invalidCombination("The parameter group " + group + " with DBParameterGroupFamily " + family
                    + " can't be used for this instance. Please use a parameter group with DBParameterGroupFamily "
                    + needed);
        }
    }

    /** Refuses names that RDS refuses. */
    static void checkName(String what, @Nullable String id) {
        if (id == null || !id.matches("[A-Za-z][A-Za-z0-9-]{0,62}") || id.contains("--") || id.endsWith("-")) {
            throw RdsErrors.invalidParameter(
                    "The parameter " + what + " is not a valid identifier. Identifiers must begin with"
                            + " a letter; must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or"
                            + " contain two consecutive hyphens.");
        }
    }

    void checkGroups(@Nullable String parameters, @Nullable String options, @Nullable String subnets) {
        if (parameters != null && !parameters.startsWith("default.") && !parameterGroups.containsKey(parameters)) {
            throw RdsErrors.noParameterGroup(parameters);
        }
        if (options != null && !options.startsWith("default:") && !optionGroups.contains(options)) {
            throw RdsErrors.noOptionGroup(options);
        }
        if (subnets != null && !subnetGroups.contains(subnets)) {
            throw RdsErrors.noSubnetGroup(subnets);
        }
    }
}
