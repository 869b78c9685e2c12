package dev.rollback.aws.rds;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.Listing;
import dev.rollback.aws.sdk.SdkService;
import dev.rollback.target.Assessment;
import dev.rollback.target.Attempt;
import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshot;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterSnapshotsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;
import software.amazon.awssdk.services.rds.model.Filter;
import software.amazon.awssdk.services.rds.model.ModifyDbClusterRequest;

/** All calls about DB clusters and their members. */
final class Clusters implements Fleet {

    private final AwsScope scope;
    private final SdkService<RdsClient> rds;

    Clusters(AwsScope scope) {
        this.scope = scope;
        this.rds = scope.service("rds", RdsClient.class);
    }

    @Override
    public String kind() {
        return "rds-cluster";
    }

    @Override
    public String noun() {
        return "DB cluster";
    }

    private SdkService<RdsClient> about(String id) {
        return rds.about("DB cluster " + id);
    }

    @Override
    public Optional<Database> named(Look look, String id) {
        return RdsCalls.present(() -> about(id)
                        .read(
                                look,
                                "DescribeDBClusters",
                                client -> client.describeDBClusters(ask -> ask.dbClusterIdentifier(id)))
                        .dbClusters())
                .flatMap(found -> first(look, found));
    }

    @Override
    public Optional<Database> withResource(Look look, String resource) {
        Filter filter =
                Filter.builder().name("db-cluster-resource-id").values(resource).build();
        return first(
                look,
                about(resource)
                        .read(
                                look,
                                "DescribeDBClusters",
                                client -> client.describeDBClusters(ask -> ask.filters(filter)))
                        .dbClusters());
    }

    private Optional<Database> first(Look look, List<DBCluster> found) {
        return found.stream()
                .findFirst()
                .map(cluster -> new Cluster(cluster, members(look, cluster.dbClusterIdentifier())));
    }

    private List<Instance> members(Look look, String cluster) {
        Filter filter = Filter.builder().name("db-cluster-id").values(cluster).build();
        List<DBInstance> all = Listing.all(
                marker -> about(cluster)
                        .read(
                                look,
                                "DescribeDBInstances",
                                client -> client.describeDBInstances(
                                        ask -> ask.filters(filter).marker(marker))),
                DescribeDbInstancesResponse::dbInstances,
                DescribeDbInstancesResponse::marker);
        return all.stream().map(Instance::new).toList();
    }

    @Override
    public Optional<Instant> earliestRestorable(Look look, Database of) {
        return ((Cluster) of).earliestRestorable();
    }

    @Override
    public List<Taken> snapshots(Look look, Database of) {
        List<DBClusterSnapshot> all = Listing.all(
                marker -> page(look, of, marker),
                DescribeDbClusterSnapshotsResponse::dbClusterSnapshots,
                DescribeDbClusterSnapshotsResponse::marker);
        return all.stream().map(Clusters::taken).toList();
    }

    private DescribeDbClusterSnapshotsResponse page(Look look, Database of, @Nullable String marker) {
        return about(of.id())
                .read(
                        look,
                        "DescribeDBClusterSnapshots",
                        client -> client.describeDBClusterSnapshots(
                                ask -> ask.dbClusterResourceId(of.resource()).marker(marker)));
    }

    @Override
    public Optional<Taken> snapshot(Look look, String id) {
        return RdsCalls.present(() -> rds.about("DB cluster snapshot " + id)
                        .read(look, "DescribeDBClusterSnapshots", client -> client.describeDBClusterSnapshots(byId(id)))
                        .dbClusterSnapshots())
                .flatMap(found -> found.stream().findFirst())
                .map(Clusters::taken);
    }

    /** Shared and public ones are found by their ARN alone, those that RDS or AWS Backup took only with their type. */
    private static DescribeDbClusterSnapshotsRequest byId(String id) {
        Optional<String> type = RdsCalls.snapshotType(id);
        return DescribeDbClusterSnapshotsRequest.builder()
                .dbClusterSnapshotIdentifier(id)
                .snapshotType(type.orElse(null))
                .includeShared(id.startsWith("arn:") && type.isEmpty())
                .build();
    }

    private static Taken taken(DBClusterSnapshot shown) {
        return new Taken(
                shown.dbClusterSnapshotIdentifier(),
                shown.dbClusterSnapshotArn(),
                new Status(Objects.requireNonNullElse(shown.status(), "unknown")),
                Objects.requireNonNullElse(shown.snapshotCreateTime(), Instant.EPOCH),
                new Taken.About(
                        Objects.requireNonNullElse(shown.engine(), ""),
                        Objects.requireNonNullElse(shown.engineVersion(), ""),
                        Objects.requireNonNullElse(shown.snapshotType(), ""),
                        Objects.requireNonNullElse(shown.allocatedStorage(), 0),
                        Objects.requireNonNullElse(shown.percentProgress(), 100),
                        Optional.ofNullable(shown.kmsKeyId()),
                        Optional.ofNullable(RdsCalls.tags(shown.tagList()).get(RdsCalls.CHANGE))));
    }

    @Override
    public List<Finding> unlike(Look look, Database database, Taken snapshot) {
        return new Groups(scope).findings(look, database, snapshot, ((Cluster) database).parameterGroups());
    }

    static boolean isAurora(Database database) {
        return database.engine().startsWith("aurora");
    }

    /** Other clusters than Aurora's have storage and a class of their own, and no members that could be created. */
    @Override
    public List<Finding> refusals(Database database) {
        List<Finding> findings = new ArrayList<>();
        if (!isAurora(database)) {
            findings.add(Finding.hard(
                    "NOT_AURORA",
                    "DB cluster " + database.id() + " runs " + database.engine()
                            + ": expected Aurora. A Multi-AZ DB cluster has storage of its own, and its members are not created one"
                            + " by one.",
                    "Restore it by hand with its class, storage and rates."));
        }
        database.owner()
                .map(global -> Finding.soft(
                        "GLOBAL_CLUSTER",
                        database.id() + " belongs to the global cluster " + global + ": the restored one will not.",
                        "Override with a reason, and join it by hand."))
                .ifPresent(findings::add);
        return findings;
    }

    @Override
    public String snapshotQuota() {
        return "ManualClusterSnapshots";
    }

    @Override
    public void takeSnapshot(Attempt attempt, Database of, String id, SortedMap<String, String> tags) {
        about(of.id())
                .write(
                        attempt,
                        "CreateDBClusterSnapshot",
                        client -> client.createDBClusterSnapshot(ask -> ask.dbClusterIdentifier(of.id())
                                .dbClusterSnapshotIdentifier(id)
                                .tags(RdsCalls.tags(tags))));
    }

    @Override
    public void restore(Attempt attempt, Order order) {
        ClusterRequests requests = new ClusterRequests((Cluster) order.source(), order);
        SdkService<RdsClient> service = about(order.name());
        if (order.from().time().isPresent()) {
            service.write(
                    attempt,
                    "RestoreDBClusterToPointInTime",
                    client -> client.restoreDBClusterToPointInTime(requests.toPointInTime()));
        } else {
            service.write(
                    attempt,
                    "RestoreDBClusterFromSnapshot",
                    client -> client.restoreDBClusterFromSnapshot(requests.fromSnapshot()));
        }
    }

    @Override
    public Optional<String> complete(Attempt attempt, Database source, Database restored) {
        return new ClusterParts(about(restored.id()), attempt, (Cluster) source, (Cluster) restored).next();
    }

    @Override
    public void settle(Attempt attempt, Database source, Database restored) {
        modify(attempt, restored, ClusterRequests.settling((Cluster) source, (Cluster) restored));
    }

    private void modify(Attempt attempt, Database which, ModifyDbClusterRequest request) {
        about(which.id()).write(attempt, "ModifyDBCluster", client -> client.modifyDBCluster(request));
    }

    @Override
    public void reboot(Attempt attempt, Database restored) {
        for (Instance member : ((Cluster) restored).members()) {
            if (member.needsReboot()) {
                rds.about("DB instance " + member.id())
                        .write(
                                attempt,
                                "RebootDBInstance",
                                client -> client.rebootDBInstance(ask -> ask.dbInstanceIdentifier(member.id())));
            }
        }
    }

    @Override
    public void rename(Attempt attempt, Database database, String name) {
        modify(
                attempt,
                database,
                ModifyDbClusterRequest.builder()
                        .dbClusterIdentifier(database.id())
                        .newDBClusterIdentifier(name)
                        .applyImmediately(true)
                        .build());
    }

    @Override
    public void permissions(Assessment.Builder assessment, String name) {
        String any = scope.arn("rds", "cluster:" + Names.shared(name) + "*");
        String members = scope.arn("rds", "db:" + Names.shared(name) + "*");
        String snapshots = scope.arn("rds", "cluster-snapshot:*");
        assessment
                .reads("rds:DescribeDBClusters", scope.arn("rds", "cluster:*"))
                .reads("rds:DescribeDBInstances", scope.arn("rds", "db:*"))
                .reads("rds:DescribeDBClusterSnapshots", snapshots)
                .writes("rds:CreateDBClusterSnapshot", any)
                .writes("rds:CreateDBClusterSnapshot", snapshots)
                .writes("rds:RestoreDBClusterFromSnapshot", snapshots)
                .writes("rds:CreateDBInstance", any)
                .writes("rds:CreateDBInstance", members)
                .writes("rds:CreateDBInstance", scope.arn("rds", "pg:*"))
                .writes("rds:RebootDBInstance", members)
                .writes("rds:AddTagsToResource", members);
        for (String action : List.of(
                "RestoreDBClusterFromSnapshot",
                "RestoreDBClusterToPointInTime",
                "ModifyDBCluster",
                "AddRoleToDBCluster",
                "EnableHttpEndpoint",
                "AddTagsToResource")) {
            assessment.writes("rds:" + action, any);
        }
        for (String group : List.of("cluster-pg:*", "og:*", "subgrp:*")) {
            assessment
                    .writes("rds:RestoreDBClusterFromSnapshot", scope.arn("rds", group))
                    .writes("rds:RestoreDBClusterToPointInTime", scope.arn("rds", group));
        }
    }
}
