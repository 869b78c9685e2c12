package dev.rollback.testkit.rds;

import dev.rollback.testkit.account.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;
import software.amazon.awssdk.services.rds.model.Filter;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.PendingModifiedValues;
import software.amazon.awssdk.services.rds.model.Tag;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/** Shows, changes, renames and reboots instances. */
final class InstanceCalls {
    private static final int PAGE = 100;

    private final RdsWorld world;

    InstanceCalls(RdsWorld world) {
        this.world = world;
    }

    DescribeDbInstancesResponse describe(DescribeDbInstancesRequest request) {
        world.settle();
        List<DBInstance> found = request.dbInstanceIdentifier() == null
                ? world.instances.values().stream()
                        .filter(instance -> fits(instance, request.filters()))
                        .map(this::shown)
                        .toList()
                : List.of(shown(world.instance(named(request.dbInstanceIdentifier()))));
        Page<DBInstance> page = Page.of(
                found,
                request.marker(),
                size(request.maxRecords()),
                () -> RdsErrors.invalidParameter("Invalid marker"));
        return DescribeDbInstancesResponse.builder()
                .dbInstances(page.items())
                .marker(page.nextToken())
                .build();
    }

    /** An ARN does as well as a name. */
    static String named(String id) {
        return id.startsWith("arn:") ? id.split(":", 7)[6] : id;
    }

    /** A filter by names takes ARNs too. */
    static List<String> named(Filter filter) {
        return filter.values().stream()
                .map(value -> RdsWorld.stored(named(value)))
                .toList();
    }

    static int size(@Nullable Integer asked) {
        if (asked != null && (asked < 20 || asked > 100)) {
            throw RdsErrors.invalidParameter("Invalid value " + asked + " for MaxRecords. Must be between 20 and 100");
        }
        return asked == null ? PAGE : asked;
    }

    private static boolean fits(StoredInstance instance, List<Filter> filters) {
        return filters.stream().allMatch(filter -> switch (filter.name()) {
            case "db-instance-id" -> named(filter).contains(instance.id());
            case "dbi-resource-id" -> filter.values().contains(instance.resource());
            case "db-cluster-id" -> named(filter).contains(String.valueOf(instance.settings.dbClusterIdentifier()));
            case "engine" -> filter.values().contains(instance.settings.engine());
            default -> throw RdsErrors.invalidParameter("Unrecognized filter name: " + filter.name());
        });
    }

    private DBInstance shown(StoredInstance instance) {
        Instant now = world.now();
        String status = instance.status(now);
        DBInstance.Builder shown = instance.settings.toBuilder()
                .dbInstanceStatus(status)
                .pendingModifiedValues(pending(instance))
                .tagList(tags(instance));
        if (status.equals("creating")) {
            shown.endpoint((software.amazon.awssdk.services.rds.model.Endpoint) null);
        }
        if (instance.hasBackups() && !status.equals("creating")) {
            shown.latestRestorableTime(instance.latestRestorable(now));
        }
        return shown.build();
    }

    private static PendingModifiedValues pending(StoredInstance instance) {
        boolean renaming = instance.renameTo != null;
        return renaming
                ? instance.pending.toBuilder()
                        .dbInstanceIdentifier(instance.renameTo)
                        .build()
                : instance.pending;
    }

    private static List<Tag> tags(StoredInstance instance) {
        return instance.tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    DBInstance create(CreateDbInstanceRequest request) {
        RdsWorld.checkName("DBInstanceIdentifier", request.dbInstanceIdentifier());
        world.settle();
        String id = RdsWorld.stored(request.dbInstanceIdentifier());
        if (world.isTaken(id)) {
            throw RdsErrors.instanceExists();
        }
        world.checkGroups(request.dbParameterGroupName(), request.optionGroupName(), request.dbSubnetGroupName());
        world.checkRoom();
        StoredInstance made = request.dbClusterIdentifier() == null ? alone(request, id) : member(request, id);
        request.tags().forEach(tag -> made.tags.put(tag.key(), tag.value()));
        world.instances.put(id, made);
        return shown(made);
    }

    private StoredInstance alone(CreateDbInstanceRequest request, String id) {
        DBInstance settings = new InstanceDefaults(world).created(request, id);
        world.checkOffered(settings.engine(), settings.engineVersion());
        world.checkFamily(request.dbParameterGroupName(), settings.engine(), settings.engineVersion());
        world.checkKey(settings.kmsKeyId());
        Phases phases = new Phases(world.now(), "creating")
                .after(world.times.restore, "backing-up")
                .after(world.times.backup, "available");
        return new StoredInstance(settings, phases, world.now().plus(world.times.restore));
    }

    private StoredInstance member(CreateDbInstanceRequest request, String id) {
        StoredCluster cluster = world.cluster(request.dbClusterIdentifier());
        checkJoins(cluster, request);
        DBInstance settings = new InstanceDefaults(world).member(request, id, cluster.settings);
        world.checkFamily(request.dbParameterGroupName(), settings.engine(), settings.engineVersion());
        Phases phases = new Phases(world.now(), "creating").after(world.times.member, "available");
        StoredInstance made = new StoredInstance(settings, phases, world.now());
        made.restored = cluster.restored;
        return made;
    }

    private void checkJoins(StoredCluster cluster, CreateDbInstanceRequest request) {
        if (!cluster.isAvailable(world.now())) {
            throw RdsErrors.clusterState(cluster.id(), cluster.phases.at(world.now()));
        }
        if (!cluster.settings.engine().equals(request.engine())) {
            throw RdsErrors.invalidCombination("The engine name requested for your DB instance (" + request.engine()
                    + ") doesn't match the engine name of your DB cluster (" + cluster.settings.engine() + ").");
        }
        if ("db.serverless".equals(request.dbInstanceClass())
                && cluster.settings.serverlessV2ScalingConfiguration() == null) {
            throw RdsErrors.notServerless();
        }
    }

    DBInstance modify(ModifyDbInstanceRequest request) {
        StoredInstance instance = world.instance(request.dbInstanceIdentifier());
        checkAvailable(instance);
        if (Modifications.isEmpty(request)) {
            throw RdsErrors.invalidCombination("No modifications were requested");
        }
        world.checkGroups(request.dbParameterGroupName(), request.optionGroupName(), request.dbSubnetGroupName());
        DBInstance settings = instance.settings;
        world.checkFamily(request.dbParameterGroupName(), settings.engine(), settings.engineVersion());
        if (request.newDBInstanceIdentifier() != null) {
            notePendingName(instance, request.newDBInstanceIdentifier());
        }
        RdsWorld.checkPassword(request.manageMasterUserPassword(), request.masterUserPassword());
        Modifications.take(instance, request);
        if (Boolean.TRUE.equals(request.manageMasterUserPassword()) && instance.settings.masterUserSecret() == null) {
            instance.settings = instance.settings.toBuilder()
                    .masterUserSecret(world.secret("db", request.masterUserSecretKmsKeyId()))
                    .build();
        }
        begin(instance, Boolean.TRUE.equals(request.applyImmediately()));
        return shown(instance);
    }

    /** While a rename is under way nothing else is begun. */
    private void checkAvailable(StoredInstance instance) {
        Instant now = world.now();
        if (!instance.isAvailable(now) || instance.renameTo != null) {
            throw RdsErrors.instanceState(instance.id(), instance.status(now));
        }
    }

    private void notePendingName(StoredInstance instance, String asked) {
        RdsWorld.checkName("NewDBInstanceIdentifier", asked);
        String name = RdsWorld.stored(asked);
        if (world.isTaken(name)) {
            throw RdsErrors.instanceExists();
        }
        instance.pending =
                instance.pending.toBuilder().dbInstanceIdentifier(name).build();
    }

    /** The status shows nothing of a change for a moment. What is pending waits for the maintenance window unless it is to be applied. */
    private void begin(StoredInstance instance, boolean soon) {
        Instant begins = world.now().plus(world.times.unnoticed);
        String name = instance.pending.dbInstanceIdentifier();
        if (soon && name != null) {
            rename(instance, name, begins);
            return;
        }
        Instant done = begins.plus(world.times.modify);
        if (soon) {
            instance.pendingAt = done;
        }
        instance.phases.then(begins, "modifying").then(done, "available");
    }

    private void rename(StoredInstance instance, String name, Instant begins) {
        Instant named = begins.plus(world.times.rename);
        instance.renameTo = name;
        instance.renameAt = named;
        instance.pendingAt = named.plus(world.times.reboot);
        instance.pending =
                instance.pending.toBuilder().dbInstanceIdentifier(null).build();
        instance.phases
                .then(begins, "renaming")
                .then(named, "rebooting")
                .then(named.plus(world.times.reboot), "available");
    }

    static List<VpcSecurityGroupMembership> groups(List<String> ids) {
        List<VpcSecurityGroupMembership> groups = new ArrayList<>();
        ids.forEach(id -> groups.add(VpcSecurityGroupMembership.builder()
                .vpcSecurityGroupId(id)
                .status("active")
                .build()));
        return groups;
    }

    DBInstance reboot(String id) {
        StoredInstance instance = world.instance(id);
        checkAvailable(instance);
        Instant now = world.now();
        instance.settings = instance.settings.toBuilder()
                .dbParameterGroups(DBParameterGroupStatus.builder()
                        .dbParameterGroupName(Instances.parameterGroup(instance.settings))
                        .parameterApplyStatus("in-sync")
                        .build())
                .build();
        instance.phases.then(now, "rebooting").then(now.plus(world.times.reboot), "available");
        return shown(instance);
    }

    /** Puts an instance out of the world, which a rollback never asks for. */
    DBInstance delete(String id) {
        StoredInstance instance = world.instance(id);
        if (Boolean.TRUE.equals(instance.settings.deletionProtection())) {
            throw RdsErrors.invalidCombination(
                    "Cannot delete protected DB Instance, please disable deletion protection and try again.");
        }
        world.instances.remove(instance.id());
        world.deleted++;
        return shown(instance).toBuilder().dbInstanceStatus("deleting").build();
    }
}
