package dev.rollback.testkit.rds;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.rds.model.BlueGreenDeployment;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.DBProxyTarget;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.OptionGroupMembership;

/**
 * The scene of one database, an instance or a cluster, and what is true behind its name. Not thread-safe.
 *
 * <pre>{@code
 * world.rds().instance("orders").snapshot("before-v42", ofHours(3)).broke(ofMinutes(20));
 * }</pre>
 */
public final class FakeDatabase {
    private static final Duration YEAR = Duration.ofDays(365);
    private static final Duration RETAINED = Duration.ofDays(7);

    private final RdsWorld world;
    private final String name;
    private final boolean cluster;

    private FakeDatabase(RdsWorld world, String name, boolean cluster) {
        this.world = world;
        this.name = RdsWorld.stored(name);
        this.cluster = cluster;
    }

    static FakeDatabase instance(RdsWorld world, String asked) {
        FakeDatabase scene = new FakeDatabase(world, asked, false);
        if (!world.isTaken(scene.name)) {
            world.parameterGroups.put(scene.name + "-params", "");
            world.optionGroups.add(scene.name + "-options");
            world.subnetGroups.add(scene.name + "-subnets");
            world.instances.put(scene.name, scene.oldInstance(scene.name));
        }
        return scene;
    }

    /** An instance no setting of which is a default, so that each that a restore forgets shows. */
    private StoredInstance oldInstance(String id) {
        Instant made = world.now().minus(YEAR);
        DBInstance settings = DBInstance.builder()
                .dbInstanceIdentifier(id)
                .dbiResourceId(world.resourceId("db"))
                .dbInstanceArn(world.account.arn("rds", "db:" + id))
                .dbInstanceClass("db.r6g.large")
                .engine("postgres")
                .engineVersion("16.4")
                .instanceCreateTime(made)
                .masterUsername("app")
                .dbName("app")
                .endpoint(end -> end.address(world.address(id)).port(5433))
                .allocatedStorage(200)
                .maxAllocatedStorage(1000)
                .storageType("io2")
                .iops(3000)
                .multiAZ(true)
                .publiclyAccessible(false)
                .autoMinorVersionUpgrade(false)
                .iamDatabaseAuthenticationEnabled(true)
                .deletionProtection(true)
                .copyTagsToSnapshot(true)
                .storageEncrypted(true)
                .kmsKeyId(world.account.arn("kms", "key/" + id))
                .monitoringInterval(30)
                .monitoringRoleArn("arn:aws:iam::" + world.account.id() + ":role/rds-monitoring")
                .performanceInsightsEnabled(true)
                .performanceInsightsRetentionPeriod(31)
                .performanceInsightsKMSKeyId(world.account.arn("kms", "key/" + id))
                .enabledCloudwatchLogsExports("postgresql", "upgrade")
                .backupRetentionPeriod(7)
                .preferredBackupWindow("02:00-02:30")
                .preferredMaintenanceWindow("sun:03:00-sun:03:30")
                .caCertificateIdentifier("rds-ca-rsa4096-g1")
                .networkType("DUAL")
                .engineLifecycleSupport("open-source-rds-extended-support-disabled")
                .licenseModel("postgresql-license")
                .dbParameterGroups(DBParameterGroupStatus.builder()
                        .dbParameterGroupName(id + "-params")
                        .parameterApplyStatus("in-sync")
                        .build())
                .optionGroupMemberships(OptionGroupMembership.builder()
                        .optionGroupName(id + "-options")
                        .status("in-sync")
                        .build())
                .vpcSecurityGroups(InstanceCalls.groups(List.of("sg-" + id)))
                .dbSubnetGroup(group -> group.dbSubnetGroupName(id + "-subnets"))
                .build();
        StoredInstance instance = new StoredInstance(settings, new Phases(made, "available"), made);
        instance.earliestRestorable = world.now().minus(RETAINED);
        instance.tags.put("team", "orders");
        return instance;
    }

    static FakeDatabase cluster(RdsWorld world, String asked) {
        FakeDatabase scene = new FakeDatabase(world, asked, true);
        if (!world.clusters.containsKey(scene.name)) {
            world.clusters.put(scene.name, scene.oldCluster(scene.name));
            world.subnetGroups.add(scene.name + "-subnets");
            world.clusterParameterGroups.put(scene.name + "-params", "");
            scene.member(scene.name + "-1", "db.r6g.large", 0).member(scene.name + "-2", "db.r6g.xlarge", 1);
        }
        return scene;
    }

    private StoredCluster oldCluster(String id) {
        Instant made = world.now().minus(YEAR);
        DBCluster settings = DBCluster.builder()
                .dbClusterIdentifier(id)
                .dbClusterResourceId(world.resourceId("cluster"))
                .dbClusterArn(world.account.arn("rds", "cluster:" + id))
                .clusterCreateTime(made)
                .engine("aurora-postgresql")
                .engineVersion("15.8")
                .masterUsername("app")
                .port(5433)
                .endpoint(world.clusterAddress(id, ""))
                .readerEndpoint(world.clusterAddress(id, "ro-"))
                .dbClusterParameterGroup(id + "-params")
                .dbSubnetGroup(id + "-subnets")
                .vpcSecurityGroups(InstanceCalls.groups(List.of("sg-" + id)))
                .storageEncrypted(true)
                .kmsKeyId(world.account.arn("kms", "key/" + id))
                .storageType("aurora-iopt1")
                .iamDatabaseAuthenticationEnabled(true)
                .deletionProtection(true)
                .copyTagsToSnapshot(true)
                .enabledCloudwatchLogsExports("postgresql")
                .backtrackWindow(0L)
                .networkType("DUAL")
                .backupRetentionPeriod(7)
                .preferredBackupWindow("02:00-02:30")
                .preferredMaintenanceWindow("sun:03:00-sun:03:30")
                .build();
        StoredCluster stored = new StoredCluster(settings, new Phases(made, "available"), made);
        stored.earliestRestorable = world.now().minus(RETAINED);
        stored.tags.put("team", "orders");
        return stored;
    }

    private FakeDatabase member(String id, String type, int tier) {
        StoredInstance member = oldInstance(id);
        member.settings = member.settings.toBuilder()
                .engine("aurora-postgresql")
                .engineVersion("15.8")
                .dbInstanceClass(type)
                .promotionTier(tier)
                .dbClusterIdentifier(name)
                .availabilityZone(world.account.region() + (tier == 0 ? "a" : "b"))
                .dbParameterGroups(DBParameterGroupStatus.builder()
                        .dbParameterGroupName(name + "-member-params")
                        .parameterApplyStatus("in-sync")
                        .build())
                .build();
        world.parameterGroups.put(name + "-member-params", "");
        world.instances.put(id, member);
        return this;
    }

    private StoredInstance instance() {
        return world.instance(name);
    }

    private StoredCluster clustered() {
        return world.cluster(name);
    }

    // scene

    /** Changes the instance's settings. */
    public FakeDatabase with(UnaryOperator<DBInstance.Builder> change) {
        instance().settings = change.apply(instance().settings.toBuilder()).build();
        return this;
    }

    /** Changes the cluster's settings. */
    public FakeDatabase withCluster(UnaryOperator<DBCluster.Builder> change) {
        clustered().settings = change.apply(clustered().settings.toBuilder()).build();
        return this;
    }

    /** Gives the instance a gp3 volume of that size, with the rates that come with it: RDS shows them as if they had been chosen. */
    public FakeDatabase gp3(int gibibytes) {
        return with(settings -> {
            settings.allocatedStorage(gibibytes).storageType("gp3").iops(null).storageThroughput(null);
            new Storage("gp3", null, null).settle(settings, null);
            return settings;
        });
    }

    /** Turns automated backups off. */
    public FakeDatabase withoutBackups() {
        return with(settings -> settings.backupRetentionPeriod(0));
    }

    /** Its status now and until something changes it. */
    public FakeDatabase status(String status) {
        Phases phases = cluster ? clustered().phases : instance().phases;
        phases.then(world.now(), status);
        return this;
    }

    /** A manual snapshot was taken so long ago, and is available. */
    public FakeDatabase snapshot(String id, Duration ago) {
        return snapshot(id, ago, "manual", "available");
    }

    /** A snapshot of that type was taken so long ago, and has that status. */
    public FakeDatabase snapshot(String id, Duration ago, String type, String status) {
        Instant taken = world.now().minus(ago);
        Phases phases = new Phases(taken, status);
        if (cluster) {
            StoredClusterSnapshot made = new ClusterSnapshotCalls(world).snapshot(clustered(), id, type, phases);
            world.clusterSnapshots.put(
                    id,
                    new StoredClusterSnapshot(
                            made.shown().toBuilder().snapshotCreateTime(taken).build(),
                            new Data(clustered().resource(), taken),
                            phases,
                            made.tags()));
        } else {
            StoredSnapshot made = new SnapshotCalls(world).snapshot(instance(), id, type, phases);
            world.snapshots.put(
                    id,
                    new StoredSnapshot(
                            made.shown().toBuilder()
                                    .snapshotCreateTime(taken)
                                    .originalSnapshotCreateTime(taken)
                                    .snapshotDatabaseTime(taken)
                                    .build(),
                            made.source(),
                            new Data(instance().resource(), taken),
                            phases,
                            made.tags()));
        }
        return this;
    }

    /** Changes how a snapshot of an instance is shown, for example its engine. */
    public FakeDatabase snapshotWith(String id, UnaryOperator<DBSnapshot.Builder> change) {
        StoredSnapshot old = Objects.requireNonNull(world.snapshots.get(id), "a snapshot");
        world.snapshots.put(
                id,
                new StoredSnapshot(
                        change.apply(old.shown().toBuilder()).build(),
                        old.source(),
                        old.data(),
                        old.phases(),
                        old.tags()));
        return this;
    }

    /** A replica reads from it. */
    public FakeDatabase readReplica(String id) {
        return with(settings -> settings.readReplicaDBInstanceIdentifiers(id));
    }

    /** A proxy is registered for it. */
    public FakeDatabase proxy(String proxy) {
        DBProxyTarget.Builder target = DBProxyTarget.builder();
        target = cluster
                ? target.type("TRACKED_CLUSTER").trackedClusterId(name).rdsResourceId(name)
                : target.type("RDS_INSTANCE").rdsResourceId(name);
        world.proxies.computeIfAbsent(proxy, missing -> new ArrayList<>()).add(target.build());
        return this;
    }

    /** A blue/green deployment of it is open. */
    public FakeDatabase blueGreen(String deployment) {
        world.blueGreens.add(BlueGreenDeployment.builder()
                .blueGreenDeploymentIdentifier(deployment)
                .source(
                        cluster
                                ? clustered().settings.dbClusterArn()
                                : instance().settings.dbInstanceArn())
                .status("AVAILABLE")
                .build());
        return this;
    }

    /** Somebody else renames it now. */
    public FakeDatabase renamedBySomebody(String other) {
        instance().renameTo = other;
        instance().renameAt = world.now();
        world.settle();
        return this;
    }

    String stillNamed() {
        return name;
    }

    // truth

    /** The resource id behind the name now; empty when there is nothing of that name. */
    public String resourceId() {
        world.settle();
        if (cluster) {
            return Optional.ofNullable(world.clusters.get(name))
                    .map(StoredCluster::resource)
                    .orElse("");
        }
        return Optional.ofNullable(world.instances.get(name))
                .map(StoredInstance::resource)
                .orElse("");
    }

    /** What the database behind the name was restored from; empty for one that never was, or when there is nothing of that name. */
    public Optional<Data> restoredFrom() {
        world.settle();
        return cluster
                ? Optional.ofNullable(world.clusters.get(name)).map(found -> found.restored)
                : Optional.ofNullable(world.instances.get(name)).map(found -> found.restored);
    }

    /** Whether the database behind the name can be used. */
    public boolean isAvailable() {
        world.settle();
        Instant now = world.now();
        return cluster
                ? Optional.ofNullable(world.clusters.get(name))
                        .filter(found -> found.isAvailable(now))
                        .isPresent()
                : Optional.ofNullable(world.instances.get(name))
                        .filter(found -> found.isAvailable(now))
                        .isPresent();
    }
}
