package dev.rollback.testkit.rds;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.rds.model.AddRoleToDbClusterRequest;
import software.amazon.awssdk.services.rds.model.AddRoleToDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DBClusterRole;
import software.amazon.awssdk.services.rds.model.DBInstanceRole;

/** Lets databases act in the name of roles. No restore takes them along. */
final class RoleCalls {
    private final RdsWorld world;

    RoleCalls(RdsWorld world) {
        this.world = world;
    }

    void add(AddRoleToDbInstanceRequest request) {
        StoredInstance instance = world.instance(request.dbInstanceIdentifier());
        if (!instance.isAvailable(world.now())) {
            throw RdsErrors.instanceState(instance.id(), instance.status(world.now()));
        }
        List<DBInstanceRole> roles = new ArrayList<>(instance.settings.associatedRoles());
        boolean taken = roles.stream()
                .anyMatch(role -> request.roleArn().equals(role.roleArn())
                        || request.featureName().equals(role.featureName()));
        if (taken) {
            throw RdsErrors.roleExists(instance.id(), request.roleArn());
        }
        roles.add(DBInstanceRole.builder()
                .roleArn(request.roleArn())
                .featureName(request.featureName())
                .status("ACTIVE")
                .build());
        instance.settings = instance.settings.toBuilder().associatedRoles(roles).build();
    }

    void add(AddRoleToDbClusterRequest request) {
        StoredCluster cluster = world.cluster(request.dbClusterIdentifier());
        if (!cluster.isAvailable(world.now())) {
            throw RdsErrors.clusterState(cluster.id(), cluster.phases.at(world.now()));
        }
        List<DBClusterRole> roles = new ArrayList<>(cluster.settings.associatedRoles());
        if (roles.stream().anyMatch(role -> role.roleArn().equals(request.roleArn()))) {
            throw RdsErrors.clusterRoleExists(cluster.id(), request.roleArn());
        }
        roles.add(DBClusterRole.builder()
                .roleArn(request.roleArn())
                .featureName(request.featureName())
                .status("ACTIVE")
                .build());
        cluster.settings = cluster.settings.toBuilder().associatedRoles(roles).build();
    }
}
