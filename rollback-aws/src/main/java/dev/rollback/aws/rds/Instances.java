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
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBInstanceAutomatedBackup;
import software.amazon.awssdk.services.rds.model.DBInstanceRole;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;
import software.amazon.awssdk.services.rds.model.Filter;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.RestoreWindow;

/** All calls about DB instances. */
final class Instances implements Fleet {

    private static final String BY_RESOURCE = "dbi-resource-id";

    private final AwsScope scope;
    private final SdkService<RdsClient> rds;

    Instances(AwsScope scope) {
        this.scope = scope;
        this.rds = scope.service("rds", RdsClient.class);
    }

    @Override
    public String kind() {
        return "rds-instance";
    }

    @Override
    public String noun() {
        return "DB instance";
    }

    private SdkService<RdsClient> about(String id) {
        return rds.about("DB instance " + id);
    }

    @Override
    public Optional<Database> named(Look look, String id) {
        return RdsCalls.present(() -> about(id)
                        .read(
                                look,
                                "DescribeDBInstances",
                                client -> client.describeDBInstances(ask -> ask.dbInstanceIdentifier(id)))
                        .dbInstances())
                .flatMap(Instances::first);
    }

    @Override
    public Optional<Database> withResource(Look look, String resource) {
        Filter filter = Filter.builder().name(BY_RESOURCE).values(resource).build();
        return first(about(resource)
                .read(look, "DescribeDBInstances", client -> client.describeDBInstances(ask -> ask.filters(filter)))
                .dbInstances());
    }

    private static Optional<Database> first(List<DBInstance> found) {
        return found.stream().findFirst().map(Instance::new);
    }

    /** By resource id, so that those taken under an earlier name are found, too. */
    @Override
    public Optional<Instant> earliestRestorable(Look look, Database of) {
        return about(of.id())
                .read(
                        look,
                        "DescribeDBInstanceAutomatedBackups",
                        client -> client.describeDBInstanceAutomatedBackups(ask -> ask.dbiResourceId(of.resource())))
                .dbInstanceAutomatedBackups()
                .stream()
                .map(DBInstanceAutomatedBackup::restoreWindow)
                .filter(Objects::nonNull)
                .map(RestoreWindow::earliestTime)
                .filter(Objects::nonNull)
                .findFirst();
    }

    @Override
    public List<Taken> snapshots(Look look, Database of) {
        List<DBSnapshot> all = Listing.all(
                marker -> page(look, of, marker),
                DescribeDbSnapshotsResponse::dbSnapshots,
                DescribeDbSnapshotsResponse::marker);
        return all.stream().map(Instances::taken).toList();
    }

    private DescribeDbSnapshotsResponse page(Look look, Database of, @Nullable String marker) {
        return about(of.id())
                .read(
                        look,
                        "DescribeDBSnapshots",
                        client -> client.describeDBSnapshots(
                                ask -> ask.dbiResourceId(of.resource()).marker(marker)));
    }

    @Override
    public Optional<Taken> snapshot(Look look, String id) {
        return RdsCalls.present(() -> rds.about("DB snapshot " + id)
                        .read(look, "DescribeDBSnapshots", client -> client.describeDBSnapshots(byId(id)))
                        .dbSnapshots())
                .flatMap(found -> found.stream().findFirst())
                .map(Instances::taken);
    }

    /** Shared and public ones are found by their ARN alone, those that RDS or AWS Backup took only with their type. */
    private static DescribeDbSnapshotsRequest byId(String id) {
        Optional<String> type = RdsCalls.snapshotType(id);
        return DescribeDbSnapshotsRequest.builder()
                .dbSnapshotIdentifier(id)
                .snapshotType(type.orElse(null))
                .includeShared(id.startsWith("arn:") && type.isEmpty())
                .build();
    }

    private static Taken taken(DBSnapshot shown) {
        Instant first = Objects.requireNonNullElse(
                shown.originalSnapshotCreateTime(),
                Objects.requireNonNullElse(shown.snapshotCreateTime(), Instant.EPOCH));
        return new Taken(
                shown.dbSnapshotIdentifier(),
                shown.dbSnapshotArn(),
                new Status(Objects.requireNonNullElse(shown.status(), "unknown")),
                Objects.requireNonNullElse(shown.snapshotDatabaseTime(), first),
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
        Instance instance = (Instance) database;
        List<Finding> findings = new ArrayList<>(Volume.of(instance.shown()).findings(database.id(), snapshot));
        findings.addAll(new Groups(scope)
                .findings(look, database, snapshot, List.of(instance.parameterGroup(), instance.optionGroup())));
        return findings;
    }

    @Override
    public List<Finding> refusals(Database database) {
        return database.owner().stream()
                .map(cluster -> Finding.hard(
                        "CLUSTER_MEMBER",
                        database.id() + " is a member of DB cluster " + cluster + ": its data is the cluster's.",
                        Clusters.isAurora(database)
                                ? "Roll the cluster back: rdsClusterSnapshot(\"" + cluster + "\")."
                                : "Restore the Multi-AZ DB cluster by hand."))
                .toList();
    }

    @Override
    public String snapshotQuota() {
        return "ManualSnapshots";
    }

    @Override
    public void takeSnapshot(Attempt attempt, Database of, String id, SortedMap<String, String> tags) {
        about(of.id())
                .write(
                        attempt,
                        "CreateDBSnapshot",
                        client -> client.createDBSnapshot(ask -> ask.dbInstanceIdentifier(of.id())
                                .dbSnapshotIdentifier(id)
                                .tags(RdsCalls.tags(tags))));
    }

    @Override
    public void restore(Attempt attempt, Order order) {
        InstanceRequests requests = new InstanceRequests(((Instance) order.source()), order);
        SdkService<RdsClient> service = about(order.name());
        if (order.from().time().isPresent()) {
            service.write(
                    attempt,
                    "RestoreDBInstanceToPointInTime",
                    client -> client.restoreDBInstanceToPointInTime(requests.toPointInTime()));
        } else {
            service.write(
                    attempt,
                    "RestoreDBInstanceFromDBSnapshot",
                    client -> client.restoreDBInstanceFromDBSnapshot(requests.fromSnapshot()));
        }
    }

    @Override
    public Optional<String> complete(Attempt attempt, Database source, Database restored) {
        List<DBInstanceRole> wanted = ((Instance) source).shown().associatedRoles();
        List<DBInstanceRole> has = ((Instance) restored).shown().associatedRoles();
        return restored.status().isUsable()
                ? Roles.missingOfInstance(wanted, has).map(role -> add(attempt, restored, role))
                : Optional.empty();
    }

    private String add(Attempt attempt, Database restored, DBInstanceRole role) {
        RdsCalls.unlessThere(() -> RdsCalls.unlessBusy(() -> about(restored.id())
                .write(
                        attempt,
                        "AddRoleToDBInstance",
                        client -> client.addRoleToDBInstance(ask -> ask.dbInstanceIdentifier(restored.id())
                                .roleArn(role.roleArn())
                                .featureName(role.featureName())))));
        return "associates role " + role.roleArn();
    }

    @Override
    public void settle(Attempt attempt, Database source, Database restored) {
        modify(attempt, restored, InstanceRequests.settling((Instance) source, (Instance) restored));
    }

    private void modify(Attempt attempt, Database which, ModifyDbInstanceRequest request) {
        about(which.id()).write(attempt, "ModifyDBInstance", client -> client.modifyDBInstance(request));
    }

    @Override
    public void reboot(Attempt attempt, Database restored) {
        about(restored.id())
                .write(
                        attempt,
                        "RebootDBInstance",
                        client -> client.rebootDBInstance(ask -> ask.dbInstanceIdentifier(restored.id())));
    }

    @Override
    public void rename(Attempt attempt, Database database, String name) {
        modify(
                attempt,
                database,
                ModifyDbInstanceRequest.builder()
                        .dbInstanceIdentifier(database.id())
                        .newDBInstanceIdentifier(name)
                        .applyImmediately(true)
                        .build());
    }

    @Override
    public void permissions(Assessment.Builder assessment, String name) {
        String any = scope.arn("rds", "db:" + Names.shared(name) + "*");
        String snapshots = scope.arn("rds", "snapshot:*");
        assessment
                .reads("rds:DescribeDBInstances", scope.arn("rds", "db:*"))
                .reads("rds:DescribeDBSnapshots", snapshots)
                .reads("rds:DescribeDBInstanceAutomatedBackups", scope.arn("rds", "auto-backup:*"))
                .writes("rds:CreateDBSnapshot", any)
                .writes("rds:CreateDBSnapshot", snapshots)
                .writes("rds:RestoreDBInstanceFromDBSnapshot", snapshots)
                .writes("rds:RestoreDBInstanceToPointInTime", scope.arn("rds", "auto-backup:*"));
        for (String action : List.of(
                "RestoreDBInstanceFromDBSnapshot",
                "RestoreDBInstanceToPointInTime",
                "ModifyDBInstance",
                "RebootDBInstance",
                "AddRoleToDBInstance",
                "AddTagsToResource")) {
            assessment.writes("rds:" + action, any);
        }
        for (String group : List.of("pg:*", "og:*", "subgrp:*")) {
            assessment
                    .writes("rds:RestoreDBInstanceFromDBSnapshot", scope.arn("rds", group))
                    .writes("rds:RestoreDBInstanceToPointInTime", scope.arn("rds", group))
                    .writes("rds:ModifyDBInstance", scope.arn("rds", group));
        }
    }
}
