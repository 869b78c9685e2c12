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
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.BlueGreenDeployment;
import software.amazon.awssdk.services.rds.model.DBProxyTarget;

/** What there is in RDS of one account and region. Names are kept in small letters, as RDS does. */
final class RdsWorld {
    final FakeAccount account;
    final Predicate<String> usableKeys;
    final RdsTimes times = new RdsTimes();
    final Map<String, StoredInstance> instances = new TreeMap<>();
    final Map<String, StoredCluster> clusters = new TreeMap<>();
    final Map<String, StoredSnapshot> snapshots = new TreeMap<>();
    final Map<String, StoredClusterSnapshot> clusterSnapshots = new TreeMap<>();
    final Map<String, String> parameterGroups = new TreeMap<>();
    final Set<String> optionGroups = new TreeSet<>();
    final Set<String> subnetGroups = new TreeSet<>();
    final Map<String, List<DBProxyTarget>> proxies = new TreeMap<>();
    final List<BlueGreenDeployment> blueGreens = new ArrayList<>();

    @Nullable
    String nextRestoreEndsIn;

    boolean noCapacity;
    int quota = 40;
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

    /** Carries out the renames that are due. */
    void settle() {
        Instant now = now();
        for (StoredInstance instance : List.copyOf(instances.values())) {
            rename(instance, now);
        }
        for (StoredCluster cluster : List.copyOf(clusters.values())) {
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

    Optional<StoredInstance> byResource(String resource) {
        settle();
        return instances.values().stream()
                .filter(instance -> instance.resource().equals(resource))
                .findFirst();
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
