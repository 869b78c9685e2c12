package dev.rollback.testkit.rds;

import dev.rollback.testkit.account.Page;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.model.AccountQuota;
import software.amazon.awssdk.services.rds.model.BlueGreenDeployment;
import software.amazon.awssdk.services.rds.model.DBEngineVersion;
import software.amazon.awssdk.services.rds.model.DBInstanceAutomatedBackup;
import software.amazon.awssdk.services.rds.model.DBProxy;
import software.amazon.awssdk.services.rds.model.DBProxyTarget;
import software.amazon.awssdk.services.rds.model.DescribeBlueGreenDeploymentsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbEngineVersionsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstanceAutomatedBackupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbProxiesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbProxyTargetsRequest;
import software.amazon.awssdk.services.rds.model.Filter;

/** Shows what stands around databases: proxies, blue/green deployments, the versions that are offered, the automated backups. */
final class SurroundingCalls {
    private final RdsWorld world;

    SurroundingCalls(RdsWorld world) {
        this.world = world;
    }

    List<DBProxy> proxies(DescribeDbProxiesRequest request) {
        String asked = request.dbProxyName();
        if (asked != null && !world.proxies.containsKey(asked)) {
            throw RdsErrors.noProxy(asked);
        }
        return world.proxies.keySet().stream()
                .filter(name -> asked == null || asked.equals(name))
                .map(name -> DBProxy.builder()
                        .dbProxyName(name)
                        .dbProxyArn(world.account.arn("rds", "db-proxy:" + name))
                        .status("available")
                        .build())
                .toList();
    }

    List<DBProxyTarget> targets(DescribeDbProxyTargetsRequest request) {
        List<DBProxyTarget> targets = world.proxies.get(request.dbProxyName());
        if (targets == null) {
            throw RdsErrors.noProxy(request.dbProxyName());
        }
        return targets;
    }

    List<BlueGreenDeployment> blueGreens(DescribeBlueGreenDeploymentsRequest request) {
        String asked = request.blueGreenDeploymentIdentifier();
        List<BlueGreenDeployment> found = world.blueGreens.stream()
                .filter(each -> asked == null || asked.equals(each.blueGreenDeploymentIdentifier()))
                .filter(fits(request.filters()))
                .toList();
        if (asked != null && found.isEmpty()) {
            throw RdsErrors.noBlueGreen(asked);
        }
        return found;
    }

    private static Predicate<BlueGreenDeployment> fits(List<Filter> filters) {
        return each -> filters.stream().allMatch(filter -> switch (filter.name()) {
            case "blue-green-deployment-identifier" -> filter.values().contains(each.blueGreenDeploymentIdentifier());
            case "blue-green-deployment-name" -> filter.values().contains(each.blueGreenDeploymentName());
            case "source" -> filter.values().contains(each.source());
            case "target" -> filter.values().contains(each.target());
            default -> throw RdsErrors.invalidParameter("Unrecognized filter name: " + filter.name());
        });
    }

    /** How much of what an account may have is in use ("AccountQuota" in the RDS API Reference). */
    List<AccountQuota> quotas() {
        long manual = world.snapshots.values().stream()
                .filter(snapshot -> "manual".equals(snapshot.shown().snapshotType()))
                .count();
        long manualOfClusters = world.clusterSnapshots.values().stream()
                .filter(snapshot -> "manual".equals(snapshot.shown().snapshotType()))
                .count();
        return List.of(
                quota("DBInstances", world.instances.size(), world.quota),
                quota("DBClusters", world.clusters.size(), world.clusterQuota),
                quota("ManualSnapshots", manual, world.snapshotQuota),
                quota("ManualClusterSnapshots", manualOfClusters, world.clusterSnapshotQuota));
    }

    private static AccountQuota quota(String name, long used, long max) {
        return AccountQuota.builder().accountQuotaName(name).used(used).max(max).build();
    }

    /** Turns the Data API of a cluster on, one of Aurora Serverless v1 excepted ("EnableHttpEndpoint" in the RDS API Reference). */
    void enableHttpEndpoint(String arn) {
        world.settle();
        StoredCluster cluster = world.clusters.values().stream()
                .filter(found -> arn.equals(found.settings.dbClusterArn()))
                .filter(found -> !"serverless".equals(found.settings.engineMode()))
                .findFirst()
                .orElseThrow(() -> RdsErrors.noResource(arn));
        if (!cluster.isAvailable(world.now())) {
            throw RdsErrors.resourceState(arn);
        }
        cluster.settings =
                cluster.settings.toBuilder().httpEndpointEnabled(true).build();
    }

    /** A version that is asked for is offered unless the scene withdrew it; without one, those in use are shown and the latest. */
    List<DBEngineVersion> versions(DescribeDbEngineVersionsRequest request) {
        String engine = String.valueOf(request.engine());
        Stream<String> versions = request.engineVersion() == null ? inUse(engine) : Stream.of(request.engineVersion());
        return versions.filter(version -> !world.withdrawn.contains(engine + " " + version))
                .map(version -> DBEngineVersion.builder()
                        .engine(engine)
                        .engineVersion(version)
                        .dbParameterGroupFamily(Engines.family(engine, version))
                        .status("available")
                        .build())
                .toList();
    }

    private Stream<String> inUse(String engine) {
        Stream<String> instances = world.instances.values().stream()
                .filter(instance -> instance.settings.engine().equals(engine))
                .map(instance -> instance.settings.engineVersion());
        Stream<String> clusters = world.clusters.values().stream()
                .filter(cluster -> cluster.settings.engine().equals(engine))
                .map(cluster -> cluster.settings.engineVersion());
        return Stream.of(instances, clusters, Stream.of(Engines.latest(engine)))
                .flatMap(versions -> versions)
                .distinct()
                .sorted();
    }

    /** One for each instance that keeps backups, with the window that it can be restored to. */
    Page<DBInstanceAutomatedBackup> backups(DescribeDbInstanceAutomatedBackupsRequest request) {
        world.settle();
        String name = request.dbInstanceIdentifier();
        String resource = request.dbiResourceId();
        List<DBInstanceAutomatedBackup> found = world.instances.values().stream()
                .filter(StoredInstance::hasBackups)
                .filter(instance -> name == null || RdsWorld.stored(name).equals(instance.id()))
                .filter(instance -> resource == null || resource.equals(instance.resource()))
                .map(this::backup)
                .toList();
        return Page.of(
                found,
                request.marker(),
                InstanceCalls.size(request.maxRecords()),
                () -> RdsErrors.invalidParameter("Invalid marker"));
    }

    private DBInstanceAutomatedBackup backup(StoredInstance instance) {
        return DBInstanceAutomatedBackup.builder()
                .dbInstanceIdentifier(instance.id())
                .dbiResourceId(instance.resource())
                .dbInstanceArn(instance.settings.dbInstanceArn())
                .status("active")
                .restoreWindow(window -> window.earliestTime(instance.earliestRestorable)
                        .latestTime(instance.latestRestorable(world.now())))
                .engine(instance.settings.engine())
                .engineVersion(instance.settings.engineVersion())
                .backupRetentionPeriod(instance.settings.backupRetentionPeriod())
                .build();
    }
}
