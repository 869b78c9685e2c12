package dev.rollback.testkit.rds;

import dev.rollback.testkit.account.Known;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.OptionGroupMembership;

/** Makes a database as one of its versions is known. The names of the facts are those that the target for databases writes. */
final class Likeness {
    private static final String DEFAULT_GROUP = "the default of its version";

    /** A fact that each version has that was captured, and no other. */
    private static final String SETTINGS = "maintenance window";

    private final Known known;
    private final RdsWorld world;

    Likeness(Known known, RdsWorld world) {
        this.known = known;
        this.world = world;
    }

    void instance(FakeDatabase database) {
        database.with(this::settings);
        rest(database, database.stillNamed());
    }

    void cluster(FakeDatabase database) {
        database.withCluster(this::settings);
        known.fact("members")
                .map(Likeness::listed)
                .filter(members -> members.size() != 2)
                .ifPresent(members -> known.assume("it has members " + members + ": two are made"));
        rest(database, database.stillNamed());
    }

    private void rest(FakeDatabase database, String name) {
        known.assume("its data, name of the master user, key and tags are not known: those of a fake called " + name
                + ", with backups of a week");
        if (!known.version().content().startsWith("time ")) {
            snapshot(database);
        }
    }

    private void snapshot(FakeDatabase database) {
        Optional<Instant> taken = known.fact("data until").map(Instant::parse).map(known::here);
        if (known.version().content().startsWith("snapshot ") && taken.isPresent()) {
            Duration ago = Duration.between(taken.get(), world.now());
            database.snapshot(known.version().id(), ago.isNegative() ? Duration.ZERO : ago);
        }
    }

    private DBInstance.Builder settings(DBInstance.Builder like) {
        set("resource", like::dbiResourceId);
        engine(like::engine, like::engineVersion);
        return known.fact(SETTINGS).isEmpty() ? like : all(like);
    }

    private DBInstance.Builder all(DBInstance.Builder like) {
        set("class", like::dbInstanceClass);
        group("parameter group", name -> {
            world.parameterGroups.put(name, "");
            like.dbParameterGroups(DBParameterGroupStatus.builder()
                    .dbParameterGroupName(name)
                    .parameterApplyStatus("in-sync")
                    .build());
        });
        group("option group", name -> {
            world.optionGroups.add(name);
            like.optionGroupMemberships(OptionGroupMembership.builder()
                    .optionGroupName(name)
                    .status("in-sync")
                    .build());
        });
        group("subnet group", name -> {
            world.subnetGroups.add(name);
            like.dbSubnetGroup(group -> group.dbSubnetGroupName(name));
        });
        storage(like);
        watching(like);
        return upkeep(like);
    }

    private void storage(DBInstance.Builder like) {
        set("security groups", text -> like.vpcSecurityGroups(InstanceCalls.groups(listed(text))));
        set(
                "port",
                Integer::valueOf,
                port -> like.endpoint(
                        like.build().endpoint().toBuilder().port(port).build()));
        set("gibibytes", Integer::valueOf, like::allocatedStorage);
        set("storage type", like::storageType);
        like.iops(known.number("IOPS").orElse(null));
        like.storageThroughput(known.number("storage throughput").orElse(null));
        like.maxAllocatedStorage(known.number("storage limit").orElse(null));
        is("Multi-AZ", like::multiAZ);
        is("public access", like::publiclyAccessible);
    }

    private void watching(DBInstance.Builder like) {
        like.monitoringInterval(known.number("monitoring interval").orElse(0));
        set("monitoring role", like::monitoringRoleArn);
        is("performance insights", like::performanceInsightsEnabled);
        set("performance insights kept", Integer::valueOf, like::performanceInsightsRetentionPeriod);
        set("log exports", text -> like.enabledCloudwatchLogsExports(listed(text)));
    }

    private DBInstance.Builder upkeep(DBInstance.Builder like) {
        is("IAM authentication", like::iamDatabaseAuthenticationEnabled);
        is("deletion protection", like::deletionProtection);
        is("tags to snapshots", like::copyTagsToSnapshot);
        is("minor upgrades", like::autoMinorVersionUpgrade);
        set("backup retention", Integer::valueOf, like::backupRetentionPeriod);
        set("backup window", like::preferredBackupWindow);
        set("maintenance window", like::preferredMaintenanceWindow);
        set("certificate authority", like::caCertificateIdentifier);
        set("network type", like::networkType);
        set("licence", like::licenseModel);
        return like;
    }

    private DBCluster.Builder settings(DBCluster.Builder like) {
        set("resource", like::dbClusterResourceId);
        engine(like::engine, like::engineVersion);
        return known.fact(SETTINGS).isEmpty() ? like : all(like);
    }

    private DBCluster.Builder all(DBCluster.Builder like) {
        group("parameter group", name -> {
            world.clusterParameterGroups.put(name, "");
            like.dbClusterParameterGroup(name);
        });
        group("subnet group", name -> {
            world.subnetGroups.add(name);
            like.dbSubnetGroup(name);
        });
        set("security groups", text -> like.vpcSecurityGroups(InstanceCalls.groups(listed(text))));
        set("port", Integer::valueOf, like::port);
        set("storage type", like::storageType);
        is("IAM authentication", like::iamDatabaseAuthenticationEnabled);
        is("deletion protection", like::deletionProtection);
        is("tags to snapshots", like::copyTagsToSnapshot);
        set("log exports", text -> like.enabledCloudwatchLogsExports(listed(text)));
        set("backup retention", Integer::valueOf, like::backupRetentionPeriod);
        set("backup window", like::preferredBackupWindow);
        set("maintenance window", like::preferredMaintenanceWindow);
        set("network type", like::networkType);
        return like;
    }

    private void engine(Consumer<String> name, Consumer<String> version) {
        String[] engine = known.fact("engine").orElse("").split(" ", -1);
        if (engine.length == 2) {
            name.accept(engine[0]);
            version.accept(engine[1]);
        }
    }

    private void group(String fact, Consumer<String> into) {
        known.fact(fact).filter(name -> !name.equals(DEFAULT_GROUP)).ifPresent(into);
    }

    private void set(String fact, Consumer<String> into) {
        known.fact(fact).ifPresent(into);
    }

    private <T> void set(String fact, Function<String, T> as, Consumer<T> into) {
        known.fact(fact).map(as).ifPresent(into);
    }

    /** What is false is not among the facts. */
    private void is(String fact, Consumer<Boolean> into) {
        into.accept(known.fact(fact).map(Boolean::valueOf).orElse(false));
    }

    private static List<String> listed(String text) {
        String inner = text.startsWith("[") ? text.substring(1, text.length() - 1) : text;
        return inner.isEmpty() ? List.of() : List.of(inner.split(", ", -1));
    }
}
