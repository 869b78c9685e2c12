package dev.rollback.aws.rds;

import static dev.rollback.testkit.RollbackAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rollback.run.Outcome;
import dev.rollback.target.Finding.Level;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.Rehearsed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBClusterRole;
import software.amazon.awssdk.services.rds.model.DBInstanceRole;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.DatabaseInsightsMode;
import software.amazon.awssdk.services.rds.model.DomainMembership;
import software.amazon.awssdk.services.rds.model.LocalWriteForwardingStatus;
import software.amazon.awssdk.services.rds.model.OptionGroupMembership;

/** A restored database is the same but for its data: groups that fit its version, roles, the Data API, its password, its directory. */
class RdsLikenessTest extends RestoreRuns {

    private static final String IMPORT = "arn:aws:iam::123456789012:role/s3import";
    private static final String EXPORT = "arn:aws:iam::123456789012:role/s3export";
    private static final String SECRET = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds!db-1-a1b2c3";

    // a snapshot from before a major upgrade

    private static Consumer<FakeAws> upgraded(String parameterGroup, String optionGroup) {
        return world -> world.rds()
                .instance("orders")
                .with(shown -> shown.engineVersion("16.1")
                        .dbParameterGroups(DBParameterGroupStatus.builder()
                                .dbParameterGroupName(parameterGroup)
                                .parameterApplyStatus("in-sync")
                                .build())
                        .optionGroupMemberships(OptionGroupMembership.builder()
                                .optionGroupName(optionGroup)
                                .status("in-sync")
                                .build()))
                .snapshotWith("before-v42", snapshot -> snapshot.engineVersion("15.5"));
    }

    @Test
    void default_groups_are_left_to_the_version_of_the_snapshot() {
        Rehearsed run = run(upgraded("default.postgres16", "default:postgres-16"), db -> db);

        assertThat(run).rolledBack();
        assertThat(restored(run).dbParameterGroups())
                .extracting(DBParameterGroupStatus::dbParameterGroupName)
                .containsExactly("default.postgres15");
    }

    @Test
    void groups_of_another_family_than_the_snapshot_are_a_hard_blocker() {
        Rehearsed run = run(upgraded("orders-params", "default:postgres-16"), db -> db);

        assertThat(run).ended(Outcome.REFUSED).wroteNothing();
        assertThat(finding(run, "OTHER_FAMILY").level()).isEqualTo(Level.HARD);
        assertThat(finding(run, "OTHER_FAMILY").text())
                .isEqualTo("Snapshot before-v42 is of version 15.5, of family postgres15; orders has groups of"
                        + " postgres16: orders-params. RDS restores no database with groups of another family.");
    }

    @Test
    void a_group_of_options_of_another_version_is_a_hard_blocker() {
        Rehearsed run = run(upgraded("default.postgres16", "orders-options"), db -> db);

        assertThat(run).ended(Outcome.REFUSED).wroteNothing();
        assertThat(finding(run, "OTHER_FAMILY").text()).contains("postgres16: orders-options.");
    }

    @Test
    void a_minor_version_in_between_keeps_the_groups() {
        Rehearsed run = run(
                world -> world.rds()
                        .instance("orders")
                        .snapshotWith("before-v42", snapshot -> snapshot.engineVersion("16.1")),
                db -> db);

        assertThat(run).rolledBack();
        assertThat(restored(run).engineVersion()).isEqualTo("16.1");
    }

    @Test
    void families_that_must_not_be_looked_at_are_unknown_and_no_blocker() {
        Rehearsed run = run(
                upgraded("orders-params", "default:postgres-16")
                        .andThen(world -> world.faults()
                                .on("rds:DescribeDBEngineVersions")
                                .always()
                                .accessDenied()),
                db -> db);

        assertThat(finding(run, "FAMILY_UNKNOWN").level()).isEqualTo(Level.WARNING);
    }

    @Test
    void groups_of_a_cluster_of_another_family_are_a_hard_blocker() {
        Rehearsed run = runCluster(ledger -> ledger.withCluster(shown -> shown.engineVersion("16.6")), db -> db);

        assertThat(run).ended(Outcome.REFUSED).wroteNothing();
        assertThat(finding(run, "OTHER_FAMILY").text())
                .contains("of family aurora-postgresql15; ledger has groups of aurora-postgresql16: ledger-params");
    }

    // roles

    private static DBInstanceRole role(String arn, String feature) {
        return DBInstanceRole.builder()
                .roleArn(arn)
                .featureName(feature)
                .status("ACTIVE")
                .build();
    }

    @Test
    void the_roles_of_an_instance_are_associated_with_the_restored_one_each_for_its_feature() {
        Rehearsed run = run(
                world -> world.rds()
                        .instance("orders")
                        .with(shown -> shown.associatedRoles(role(IMPORT, "s3Import"), role(EXPORT, "s3Export"))),
                db -> db);

        assertThat(run).rolledBack();
        assertThat(restored(run).associatedRoles())
                .extracting(DBInstanceRole::roleArn, DBInstanceRole::featureName)
                .containsExactlyInAnyOrder(tuple(IMPORT, "s3Import"), tuple(EXPORT, "s3Export"));
        assertThat(writes(run)).filteredOn("rds:AddRoleToDBInstance"::equals).hasSize(2);
    }

    @Test
    void the_roles_of_a_cluster_are_associated_with_the_restored_one() {
        Rehearsed run = runCluster(
                ledger -> ledger.withCluster(shown -> shown.associatedRoles(DBClusterRole.builder()
                        .roleArn(IMPORT)
                        .featureName("s3Import")
                        .status("ACTIVE")
                        .build())),
                db -> db);

        assertThat(run).rolledBack();
        assertThat(restoredCluster(run).associatedRoles())
                .extracting(DBClusterRole::roleArn, DBClusterRole::featureName)
                .containsExactly(tuple(IMPORT, "s3Import"));
    }

    // the Data API

    @Test
    void the_data_api_of_a_cluster_is_turned_on_by_the_operation_that_provisioned_clusters_have_for_it() {
        Rehearsed run = runCluster(ledger -> ledger.withCluster(shown -> shown.httpEndpointEnabled(true)), db -> db);

        assertThat(run).rolledBack();
        assertThat(restoredCluster(run).httpEndpointEnabled()).isTrue();
        assertThat(writes(run)).containsOnlyOnce("rds:EnableHttpEndpoint");
    }

    // passwords that RDS keeps

    private static void keepsPassword(FakeAws world) {
        world.rds()
                .instance("orders")
                .with(shown -> shown.masterUserSecret(secret ->
                        secret.secretArn(SECRET).secretStatus("active").kmsKeyId("key-of-secrets")));
    }

    @Test
    void a_restored_instance_gets_a_secret_of_its_own_that_later_steps_are_told_of() {
        List<String> told = new ArrayList<>();

        Rehearsed run = run(
                "before-v42",
                RdsLikenessTest::keepsPassword,
                db -> db,
                step -> {},
                attempt -> told.add(attempt.fact("db", "masterUserSecret").orElse("none")));

        assertThat(run).rolledBack();
        assertThat(restored(run).masterUserSecret().kmsKeyId()).isEqualTo("key-of-secrets");
        assertThat(told)
                .containsExactly(restored(run).masterUserSecret().secretArn())
                .doesNotContain(SECRET);
        assertThat(finding(run, "MANAGED_PASSWORD").level()).isEqualTo(Level.WARNING);
        assertThat(finding(run, "MANAGED_PASSWORD").text())
                .isEqualTo("RDS keeps the master password of orders in the secret " + SECRET
                        + ": the restored database gets a secret of its own, the fact masterUserSecret of this step.");
    }

    @Test
    void taking_over_the_name_of_an_instance_whose_password_rds_keeps_is_a_soft_blocker() {
        Rehearsed run = run(RdsLikenessTest::keepsPassword, RdsSnapshot::cutOverByRename);

        assertThat(run).ended(Outcome.REFUSED).wroteNothing();
        assertThat(finding(run, "MANAGED_PASSWORD").level()).isEqualTo(Level.SOFT);
        assertThat(finding(run, "MANAGED_PASSWORD").text())
                .endsWith("whoever reads the old one cannot log in any more once the name is taken over.");
    }

    @Test
    void a_restored_cluster_gets_a_secret_insights_and_write_forwarding_like_the_old_one() {
        Rehearsed run = runCluster(
                ledger -> ledger.withCluster(shown -> shown.masterUserSecret(secret -> secret.secretArn(SECRET))
                        .databaseInsightsMode(DatabaseInsightsMode.ADVANCED)
                        .performanceInsightsEnabled(true)
                        .performanceInsightsRetentionPeriod(465)
                        .localWriteForwardingStatus(LocalWriteForwardingStatus.ENABLED)),
                db -> db);

        assertThat(run).rolledBack();
        assertThat(restoredCluster(run))
                .returns(DatabaseInsightsMode.ADVANCED, DBCluster::databaseInsightsMode)
                .returns(465, DBCluster::performanceInsightsRetentionPeriod)
                .returns(LocalWriteForwardingStatus.ENABLED, DBCluster::localWriteForwardingStatus);
        assertThat(restoredCluster(run).masterUserSecret()).isNotNull();
    }

    // directories

    @Test
    void an_instance_joins_the_directory_of_aws_that_the_old_one_has_joined() {
        Rehearsed run = run(
                world -> world.rds()
                        .instance("orders")
                        .with(shown -> shown.domainMemberships(DomainMembership.builder()
                                .domain("d-90670a8d36")
                                .fqdn("corp.example.com")
                                .iamRoleName("rds-directory")
                                .build())),
                db -> db);

        assertThat(run).rolledBack();
        assertThat(restored(run).domainMemberships())
                .extracting(DomainMembership::domain, DomainMembership::iamRoleName)
                .containsExactly(tuple("d-90670a8d36", "rds-directory"));
    }

    @Test
    void an_instance_joins_the_directory_of_your_own_that_the_old_one_has_joined() {
        Rehearsed run = run(
                world -> world.rds()
                        .instance("orders")
                        .with(shown -> shown.domainMemberships(DomainMembership.builder()
                                .fqdn("corp.example.com")
                                .ou("OU=db,DC=corp,DC=example,DC=com")
                                .authSecretArn("arn:aws:secretsmanager:eu-west-1:123456789012:secret:join")
                                .dnsIps("10.0.0.10", "10.0.0.11")
                                .build())),
                db -> db);

        assertThat(run).rolledBack();
        assertThat(restored(run).domainMemberships())
                .extracting(DomainMembership::fqdn, DomainMembership::ou, DomainMembership::dnsIps)
                .containsExactly(tuple(
                        "corp.example.com", "OU=db,DC=corp,DC=example,DC=com", List.of("10.0.0.10", "10.0.0.11")));
    }
}
