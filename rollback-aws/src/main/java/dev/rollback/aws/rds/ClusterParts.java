package dev.rollback.aws.rds;

import dev.rollback.aws.sdk.SdkService;
import dev.rollback.target.Attempt;
import java.util.Optional;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBClusterRole;

/** Adds what a restored cluster lacks, a part a call: its members, which come up side by side, then the Data API and its roles. */
record ClusterParts(SdkService<RdsClient> rds, Attempt attempt, Cluster like, Cluster now) {

    Optional<String> next() {
        if (!now.isReadyForMembers()) {
            return Optional.empty();
        }
        return member().or(this::dataApi).or(this::role);
    }

    private Optional<String> member() {
        int next = now.members().size();
        if (next >= like.members().size()) {
            return Optional.empty();
        }
        String id = ClusterRequests.memberName(now.id(), next);
        RdsCalls.unlessThere(() -> rds.write(
                attempt,
                "CreateDBInstance",
                client -> client.createDBInstance(
                        ClusterRequests.member(now.id(), id, like.members().get(next)))));
        return Optional.of(
                "creates member " + (next + 1) + " of " + like.members().size());
    }

    /** ModifyDBCluster turns it on for Aurora Serverless v1 alone ("EnableHttpEndpoint" in the RDS API reference). */
    private Optional<String> dataApi() {
        if (!like.hasDataApi() || now.hasDataApi() || like.isFirstServerless()) {
            return Optional.empty();
        }
        RdsCalls.unlessBusy(() -> rds.write(
                attempt, "EnableHttpEndpoint", client -> client.enableHttpEndpoint(ask -> ask.resourceArn(now.arn()))));
        return Optional.of("turns the Data API of " + now.id() + " on");
    }

    private Optional<String> role() {
        return Roles.missingOfCluster(
                        like.shown().associatedRoles(), now.shown().associatedRoles())
                .map(this::add);
    }

    private String add(DBClusterRole role) {
        RdsCalls.unlessThere(() -> RdsCalls.unlessBusy(() -> rds.write(
                attempt,
                "AddRoleToDBCluster",
                client -> client.addRoleToDBCluster(ask -> ask.dbClusterIdentifier(now.id())
                        .roleArn(role.roleArn())
                        .featureName(role.featureName())))));
        return "associates role " + role.roleArn();
    }
}
