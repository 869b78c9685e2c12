package dev.rollback.aws.rds;

import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.target.Assessment;
import dev.rollback.target.Permission;
import dev.rollback.testkit.Rehearsed;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.DBClusterRole;
import software.amazon.awssdk.services.rds.model.DBInstanceRole;
import software.amazon.awssdk.services.rds.model.MasterUserSecret;

/** The permissions that a preview names are those that a run needs. */
class RdsPermissionsTest extends RestoreWorld {

    private static final String IMPORT = "arn:aws:iam::123456789012:role/s3import";

    private static List<String> actions(Assessment assessment) {
        return assessment.permissions().stream().map(Permission::action).toList();
    }

    private static List<String> resources(Assessment assessment, String action) {
        return assessment.permissions().stream()
                .filter(permission -> permission.action().equals(action))
                .map(Permission::resource)
                .toList();
    }

    private static boolean covers(Assessment assessment, String action, String arn) {
        return resources(assessment, action).stream()
                .anyMatch(pattern ->
                        pattern.equals(arn) || (pattern.endsWith("*") && arn.startsWith(pattern.replace("*", ""))));
    }

    @Test
    void each_call_of_a_restore_of_an_instance_is_among_them() {
        orders.with(shown -> shown.associatedRoles(
                DBInstanceRole.builder().roleArn(IMPORT).featureName("s3Import").build()));
        Rehearsed run = RestoreRuns.run(
                world -> world.rds()
                        .instance("orders")
                        .with(shown -> shown.associatedRoles(DBInstanceRole.builder()
                                .roleArn(IMPORT)
                                .featureName("s3Import")
                                .build())),
                RdsSnapshot::cutOverByRename);

        assertThat(actions(target.check(toSnapshot(), look))).containsAll(RestoreRuns.writes(run));
    }

    @Test
    void each_call_of_a_restore_of_a_cluster_is_among_them() {
        world.rds().cluster("ledger").snapshot(SNAPSHOT, ofHours(3));
        RdsSnapshot ledger = RdsSnapshot.ofCluster(scope(), "ledger");
        Rehearsed run = RestoreRuns.runCluster(
                scene -> scene.withCluster(shown -> shown.httpEndpointEnabled(true)
                        .associatedRoles(DBClusterRole.builder().roleArn(IMPORT).build())),
                RdsSnapshot::cutOverByRename);

        Assessment assessment =
                ledger.check(to(ledger, ledger.version(SNAPSHOT, look).orElseThrow()), look);

        assertThat(actions(assessment)).containsAll(RestoreRuns.writes(run));
    }

    @Test
    void roles_keys_and_secrets_that_rds_uses_in_the_callers_name_are_among_them() {
        orders.with(shown -> shown.monitoringRoleArn("arn:aws:iam::123456789012:role/monitoring")
                .masterUserSecret(
                        MasterUserSecret.builder().secretArn("arn:secret").build())
                .associatedRoles(DBInstanceRole.builder()
                        .roleArn(IMPORT)
                        .featureName("s3Import")
                        .build()));

        Assessment assessment = target.check(toSnapshot(), look);

        assertThat(resources(assessment, "iam:PassRole"))
                .containsExactlyInAnyOrder(IMPORT, "arn:aws:iam::123456789012:role/monitoring");
        assertThat(resources(assessment, "kms:CreateGrant"))
                .containsExactly("arn:aws:kms:eu-west-1:123456789012:key/orders");
        assertThat(actions(assessment)).contains("kms:GenerateDataKey", "kms:Decrypt", "secretsmanager:CreateSecret");
    }

    @Test
    void groups_are_among_those_of_both_kinds_of_restores() {
        Assessment assessment = target.check(toSnapshot(), look);

        assertThat(resources(assessment, "rds:RestoreDBInstanceToPointInTime"))
                .contains("arn:aws:rds:eu-west-1:123456789012:pg:*", "arn:aws:rds:eu-west-1:123456789012:subgrp:*");
        assertThat(resources(assessment, "rds:RestoreDBInstanceFromDBSnapshot"))
                .contains("arn:aws:rds:eu-west-1:123456789012:og:*");
    }

    @Test
    void names_that_are_cut_to_make_room_are_covered() {
        for (int length : List.of(6, 44, 45, 46, 47, 48, 63)) {
            String name = "orders".repeat(11).substring(0, length);
            world.rds().instance(name).snapshot("s" + length, ofHours(1));
            RdsSnapshot at = RdsSnapshot.ofInstance(scope(), name);

            Assessment assessment =
                    at.check(to(at, at.version("s" + length, look).orElseThrow()), look);

            Names names = Names.of(name, "change-1");
            for (String made : List.of(name, names.restored(), names.replaced())) {
                assertThat(covers(assessment, "rds:ModifyDBInstance", scope().arn("rds", "db:" + made)))
                        .as("%s of %d letters", made, length)
                        .isTrue();
            }
        }
    }

    @Test
    void a_name_that_would_be_cut_at_a_hyphen_is_covered() {
        String name = "o".repeat(44) + "-db-of-ireland";
        Names names = Names.of(name, "change-1");

        assertThat(List.of(name, names.restored(), names.replaced()))
                .allMatch(made -> made.startsWith(Names.shared(name)));
    }
}
