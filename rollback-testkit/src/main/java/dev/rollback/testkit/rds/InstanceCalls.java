package dev.rollback.testkit.rds;

import dev.rollback.testkit.account.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
    private static final Duration BEHIND = Duration.ofMinutes(5);

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
        return id.substring(id.lastIndexOf(':') + 1);
    }

    static int size(@Nullable Integer asked) {
        if (asked != null && (asked < 20 || asked > 100)) {
            throw RdsErrors.invalidParameter("Invalid value " + asked + " for MaxRecords. Must be between 20 and 100");
        }
        return asked == null ? PAGE : asked;
    }

    private static boolean fits(StoredInstance instance, List<Filter> filters) {
        return filters.stream().allMatch(filter -> switch (filter.name()) {
            case "db-instance-id" -> filter.values().contains(instance.id());
            case "dbi-resource-id" -> filter.values().contains(instance.resource());
            case "db-cluster-id" -> filter.values().contains(String.valueOf(instance.settings.dbClusterIdentifier()));
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
            Instant latest = now.minus(BEHIND);
            shown.latestRestorableTime(
                    latest.isBefore(instance.earliestRestorable) ? instance.earliestRestorable : latest);
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
        String id = RdsWorld.stored(request.dbInstanceIdentifier());
        if (world.isTaken(id)) {
            throw RdsErrors.instanceExists();
        }
        world.checkGroups(request.dbParameterGroupName(), request.optionGroupName(), request.dbSubnetGroupName());
        DBInstance settings = new InstanceDefaults(world).created(request, id);
        Phases phases = new Phases(world.now(), "creating");
        Duration takes = request.dbClusterIdentifier() == null ? world.times.restore : world.times.member;
        phases.after(takes, "available");
        StoredInstance made = new StoredInstance(settings, phases, world.now());
        request.tags().forEach(tag -> made.tags.put(tag.key(), tag.value()));
        if (request.dbClusterIdentifier() != null) {
            join(world.cluster(request.dbClusterIdentifier()), made);
        }
        world.instances.put(id, made);
        return shown(made);
    }

    private void join(StoredCluster cluster, StoredInstance member) {
        if (!cluster.isAvailable(world.now())) {
            throw RdsErrors.clusterState(cluster.id(), cluster.phases.at(world.now()));
        }
        member.restored = cluster.restored;
    }

    DBInstance modify(ModifyDbInstanceRequest request) {
        StoredInstance instance = world.instance(request.dbInstanceIdentifier());
        Instant now = world.now();
        if (!instance.isAvailable(now)) {
            throw RdsErrors.instanceState(instance.id(), instance.status(now));
        }
        world.checkGroups(request.dbParameterGroupName(), request.optionGroupName(), request.dbSubnetGroupName());
        boolean soon = Boolean.TRUE.equals(request.applyImmediately());
        if (request.newDBInstanceIdentifier() != null) {
            rename(instance, request.newDBInstanceIdentifier(), soon);
            return shown(instance);
        }
        apply(instance, request, soon);
        return shown(instance);
    }

    private void rename(StoredInstance instance, String asked, boolean soon) {
        RdsWorld.checkName("NewDBInstanceIdentifier", asked);
        String name = RdsWorld.stored(asked);
        if (world.isTaken(name)) {
            throw RdsErrors.instanceExists();
        }
        if (!soon) {
            instance.pending =
                    instance.pending.toBuilder().dbInstanceIdentifier(name).build();
            return;
        }
        Instant begins = world.now().plus(world.times.unnoticed);
        Instant named = begins.plus(world.times.rename);
        instance.renameTo = name;
        instance.renameAt = named;
        instance.phases
                .then(begins, "renaming")
                .then(named, "rebooting")
                .then(named.plus(world.times.reboot), "available");
    }

    /** Takes over what is said; what needs the status shows it for a while. */
    private void apply(StoredInstance instance, ModifyDbInstanceRequest request, boolean soon) {
        DBInstance old = instance.settings;
        DBInstance.Builder more = old.toBuilder();
        Instances.modified(more, request);
        if (request.dbParameterGroupName() != null) {
            boolean other = !Instances.parameterGroup(old).equals(request.dbParameterGroupName());
            more.dbParameterGroups(DBParameterGroupStatus.builder()
                    .dbParameterGroupName(request.dbParameterGroupName())
                    .parameterApplyStatus(other ? "pending-reboot" : "in-sync")
                    .build());
        }
        if (request.hasVpcSecurityGroupIds()) {
            more.vpcSecurityGroups(groups(request.vpcSecurityGroupIds()));
        }
        boolean waits =
                request.dbInstanceClass() != null && !Objects.equals(request.dbInstanceClass(), old.dbInstanceClass());
        if (waits && !soon) {
            instance.pending = instance.pending.toBuilder()
                    .dbInstanceClass(request.dbInstanceClass())
                    .build();
            more.dbInstanceClass(old.dbInstanceClass());
        }
        instance.settings = more.build();
        Instant begins = world.now().plus(world.times.unnoticed);
        instance.phases.then(begins, "modifying").then(begins.plus(world.times.modify), "available");
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
        Instant now = world.now();
        if (!instance.isAvailable(now)) {
            throw RdsErrors.instanceState(instance.id(), instance.status(now));
        }
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
        world.instances.remove(instance.id());
        world.deleted++;
        return shown(instance).toBuilder().dbInstanceStatus("deleting").build();
    }
}
