package dev.rollback.testkit.rds;

import static java.util.Objects.requireNonNull;

import dev.rollback.testkit.account.FakeAccount;
import dev.rollback.testkit.account.Known;
import dev.rollback.testkit.account.UnderWay;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rds.RdsServiceClientConfiguration;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.CreateDbClusterRequest;
import software.amazon.awssdk.services.rds.model.CreateDbClusterResponse;
import software.amazon.awssdk.services.rds.model.CreateDbClusterSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CreateDbClusterSnapshotResponse;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterSnapshotsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbClustersRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbClustersResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;
import software.amazon.awssdk.services.rds.model.ModifyDbClusterRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbClusterResponse;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.RebootDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.RebootDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.RestoreDbClusterFromSnapshotRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbClusterFromSnapshotResponse;
import software.amazon.awssdk.services.rds.model.RestoreDbClusterToPointInTimeRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbClusterToPointInTimeResponse;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceToPointInTimeRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceToPointInTimeResponse;

/**
 * RDS in memory, for one account and region: instances and clusters, their snapshots, restores, renames.
 *
 * <p>It holds the service's rules as far as a rollback meets them: a restore makes something new and takes its time, and what its request does not say has
 * the documented default; an instance is creating, backing up, available and once more modifying; after a rename was asked for the status shows nothing of
 * it for a moment, then the old name is gone and the new one is there with the same resource id; names are kept in small letters and are unique; a
 * snapshot is found by resource id whatever its instance is called now; a restored cluster has no members and the default engine version.
 *
 * <p>Not modelled: the data itself (only whose writes it holds until when), events, option groups' content, upgrades, failovers. Not thread-safe.
 */
public final class FakeRds extends RdsSurroundings {
    private final RdsWorld world;
    private final InstanceCalls instances;
    private final SnapshotCalls snapshots;
    private final RestoreCalls restores;
    private final ClusterCalls clusters;
    private final ClusterSnapshotCalls clusterSnapshots;
    private final Map<String, FakeDatabase> scenes = new TreeMap<>();

    /** Opens RDS without databases, where every key of KMS can be used. */
    public FakeRds(FakeAccount account) {
        this(account, key -> true);
    }

    /**
     * Opens RDS without databases.
     *
     * @param usableKeys whether a key of KMS can be used now
     */
    public FakeRds(FakeAccount account, Predicate<String> usableKeys) {
        this(new RdsWorld(requireNonNull(account, "account"), requireNonNull(usableKeys, "usableKeys")));
    }

    private FakeRds(RdsWorld world) {
        super(world);
        this.world = world;
        this.instances = new InstanceCalls(world);
        this.snapshots = new SnapshotCalls(world);
        this.restores = new RestoreCalls(world);
        this.clusters = new ClusterCalls(world);
        this.clusterSnapshots = new ClusterSnapshotCalls(world);
    }

    // scene

    /** Opens the scene of an instance, always the same for a name; a PostgreSQL instance is there, available for a year, if it was not. */
    public FakeDatabase instance(String name) {
        return scenes.computeIfAbsent("instance " + name, missing -> FakeDatabase.instance(world, name));
    }

    /** Opens the scene of an Aurora PostgreSQL cluster with a writer, always the same for a name. */
    public FakeDatabase cluster(String name) {
        return scenes.computeIfAbsent("cluster " + name, missing -> FakeDatabase.cluster(world, name));
    }

    /** Makes an instance or a cluster like one that is known: its resource id and its settings; as far as these are not known, as {@link #instance} and {@link #cluster} have them. */
    public void like(Known known) {
        String name = known.target().name();
        if (known.target().kind().equals("rds-cluster")) {
            new Likeness(known, world).cluster(cluster(name));
        } else {
            new Likeness(known, world).instance(instance(name));
        }
    }

    /** How long a restore takes until the instance is created; 12 minutes by default. */
    public FakeRds restoresTake(Duration time) {
        world.times.restore = time;
        return this;
    }

    /** How long a snapshot takes; 5 minutes by default. */
    public FakeRds snapshotsTake(Duration time) {
        world.times.snapshot = time;
        return this;
    }

    /**
     * What goes on with the instances, clusters and snapshots of these names: creation, backup, modification, rename, reboot.
     *
     * @return empty if nothing does
     */
    public Optional<UnderWay> underWay(List<String> names) {
        return ChangeUnderWay.of(world, names);
    }

    /** The next restore ends in this status instead of {@code available}, for example {@code incompatible-parameters}. */
    public FakeRds nextRestoreEndsIn(String status) {
        world.nextRestoreEndsIn = status;
        return this;
    }

    /** There is no room for another instance of any class. */
    public FakeRds noCapacity() {
        world.noCapacity = true;
        return this;
    }

    /** No more than so many instances are allowed; 40 by default. */
    public FakeRds quota(int instances) {
        world.quota = instances;
        return this;
    }

    /** Names a parameter group that is there. */
    public FakeRds parameterGroup(String name) {
        world.parameterGroups.put(name, "");
        return this;
    }

    /** Names a parameter group of a family, for example {@code mysql8.0}: it is refused for instances of another one. */
    public FakeRds parameterGroup(String name, String family) {
        world.parameterGroups.put(name, family);
        return this;
    }

    /** Names a parameter group of clusters of a family, for example {@code aurora-postgresql15}. */
    public FakeRds clusterParameterGroup(String name, String family) {
        world.clusterParameterGroups.put(name, family);
        return this;
    }

    /** A version is offered no more: nothing of it can be made, what there is of it runs on. */
    public FakeRds withdrawn(String engine, String version) {
        world.withdrawn.add(engine + " " + version);
        return this;
    }

    /** No more than so many clusters are allowed; 40 by default. */
    public FakeRds clusterQuota(int clusters) {
        world.clusterQuota = clusters;
        return this;
    }

    /** No more than so many manual snapshots of instances are allowed; 100 by default. */
    public FakeRds snapshotQuota(int snapshots) {
        world.snapshotQuota = snapshots;
        return this;
    }

    /** No more than so many manual snapshots of clusters are allowed; 100 by default. */
    public FakeRds clusterSnapshotQuota(int snapshots) {
        world.clusterSnapshotQuota = snapshots;
        return this;
    }

    /** Takes a group of parameters, options or subnets away. */
    public FakeRds withoutGroup(String name) {
        world.parameterGroups.remove(name);
        world.clusterParameterGroups.remove(name);
        world.optionGroups.remove(name);
        world.subnetGroups.remove(name);
        return this;
    }

    // truth

    /** The names of all instances, which cost money. */
    public List<String> instanceNames() {
        world.settle();
        return List.copyOf(world.instances.keySet());
    }

    /** The names of all clusters. */
    public List<String> clusterNames() {
        world.settle();
        return List.copyOf(world.clusters.keySet());
    }

    /** The names of all snapshots, of instances and of clusters. */
    public List<String> snapshotNames() {
        return Stream.concat(world.snapshots.keySet().stream(), world.clusterSnapshots.keySet().stream())
                .toList();
    }

    /** The resource id of the instance that has this name now; empty if there is none. */
    public Optional<String> resourceId(String name) {
        world.settle();
        return Optional.ofNullable(world.instances.get(name)).map(StoredInstance::resource);
    }

    /** The resource id of the cluster that has this name now; empty if there is none. */
    public Optional<String> clusterResourceId(String name) {
        world.settle();
        return Optional.ofNullable(world.clusters.get(name)).map(StoredCluster::resource);
    }

    /** Whether an instance or a cluster can be used that has another name which begins like this one. */
    public boolean isUsableBeside(String name) {
        Predicate<String> beside = one -> one.startsWith(name) && !one.equals(name);
        return instanceNames().stream()
                        .filter(beside)
                        .anyMatch(one -> instance(one).isAvailable())
                || clusterNames().stream()
                        .filter(beside)
                        .anyMatch(one -> cluster(one).isAvailable());
    }

    /** What the instance or the cluster of this resource id was restored from; empty for one that never was, or that is not there. */
    public Optional<Data> restored(String resourceId) {
        return world.byResource(resourceId)
                .map(found -> found.restored)
                .or(() -> world.clusterByResource(resourceId).map(found -> found.restored));
    }

    /** How many instances were deleted. */
    public int deleted() {
        return world.deleted;
    }

    // instances

    @Override
    public DescribeDbInstancesResponse describeDBInstances(DescribeDbInstancesRequest request) {
        return instances.describe(request);
    }

    @Override
    public CreateDbInstanceResponse createDBInstance(CreateDbInstanceRequest request) {
        return CreateDbInstanceResponse.builder()
                .dbInstance(instances.create(request))
                .build();
    }

    @Override
    public ModifyDbInstanceResponse modifyDBInstance(ModifyDbInstanceRequest request) {
        return ModifyDbInstanceResponse.builder()
                .dbInstance(instances.modify(request))
                .build();
    }

    @Override
    public RebootDbInstanceResponse rebootDBInstance(RebootDbInstanceRequest request) {
        return RebootDbInstanceResponse.builder()
                .dbInstance(instances.reboot(request.dbInstanceIdentifier()))
                .build();
    }

    @Override
    public DeleteDbInstanceResponse deleteDBInstance(DeleteDbInstanceRequest request) {
        return DeleteDbInstanceResponse.builder()
                .dbInstance(instances.delete(request.dbInstanceIdentifier()))
                .build();
    }

    @Override
    public CreateDbSnapshotResponse createDBSnapshot(CreateDbSnapshotRequest request) {
        return CreateDbSnapshotResponse.builder()
                .dbSnapshot(snapshots.create(request))
                .build();
    }

    @Override
    public CopyDbSnapshotResponse copyDBSnapshot(CopyDbSnapshotRequest request) {
        return CopyDbSnapshotResponse.builder()
                .dbSnapshot(snapshots.copy(request))
                .build();
    }

    @Override
    public DescribeDbSnapshotsResponse describeDBSnapshots(DescribeDbSnapshotsRequest request) {
        return snapshots.describe(request);
    }

    @Override
    public RestoreDbInstanceFromDbSnapshotResponse restoreDBInstanceFromDBSnapshot(
            RestoreDbInstanceFromDbSnapshotRequest request) {
        return RestoreDbInstanceFromDbSnapshotResponse.builder()
                .dbInstance(restores.fromSnapshot(request))
                .build();
    }

    @Override
    public RestoreDbInstanceToPointInTimeResponse restoreDBInstanceToPointInTime(
            RestoreDbInstanceToPointInTimeRequest request) {
        return RestoreDbInstanceToPointInTimeResponse.builder()
                .dbInstance(restores.toPointInTime(request))
                .build();
    }

    // clusters

    @Override
    public DescribeDbClustersResponse describeDBClusters(DescribeDbClustersRequest request) {
        return clusters.describe(request);
    }

    @Override
    public CreateDbClusterResponse createDBCluster(CreateDbClusterRequest request) {
        return CreateDbClusterResponse.builder()
                .dbCluster(clusters.create(request))
                .build();
    }

    @Override
    public ModifyDbClusterResponse modifyDBCluster(ModifyDbClusterRequest request) {
        return ModifyDbClusterResponse.builder()
                .dbCluster(clusters.modify(request))
                .build();
    }

    @Override
    public CreateDbClusterSnapshotResponse createDBClusterSnapshot(CreateDbClusterSnapshotRequest request) {
        return CreateDbClusterSnapshotResponse.builder()
                .dbClusterSnapshot(clusterSnapshots.create(request))
                .build();
    }

    @Override
    public DescribeDbClusterSnapshotsResponse describeDBClusterSnapshots(DescribeDbClusterSnapshotsRequest request) {
        return clusterSnapshots.describe(request);
    }

    @Override
    public RestoreDbClusterFromSnapshotResponse restoreDBClusterFromSnapshot(
            RestoreDbClusterFromSnapshotRequest request) {
        return RestoreDbClusterFromSnapshotResponse.builder()
                .dbCluster(clusters.fromSnapshot(request))
                .build();
    }

    @Override
    public RestoreDbClusterToPointInTimeResponse restoreDBClusterToPointInTime(
            RestoreDbClusterToPointInTimeRequest request) {
        return RestoreDbClusterToPointInTimeResponse.builder()
                .dbCluster(clusters.toPointInTime(request))
                .build();
    }

    // client

    @Override
    public RdsServiceClientConfiguration serviceClientConfiguration() {
        return RdsServiceClientConfiguration.builder()
                .region(Region.of(world.account.region()))
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
