package dev.rollback.testkit;

import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.target.TargetId;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.RdsClient;

/** What is known of a DB instance and a cluster in truth: whose data each holds, until when. */
class DatabaseTruthTest {
    private final FakeAws world = FakeAws.in("eu-west-1", "123456789012");
    private final Truth truth = new Truth(world);
    private final RdsClient rds = world.client(RdsClient.class);
    private final Instant then = world.clock().instant().minus(ofHours(3));

    @BeforeEach
    void databases_with_snapshots_of_three_hours_ago() {
        world.rds().instance("orders").snapshot("orders-before", ofHours(3));
        world.rds().cluster("ledger").snapshot("ledger-before", ofHours(3));
    }

    private static TargetId target(String kind, String name) {
        return new TargetId(kind, "eu-west-1/123456789012", name);
    }

    private static Version until(Instant time) {
        return Version.of("before", "snapshot before", Tenure.unknown("test")).fact("data until", time.toString());
    }

    private void restoreBoth() {
        rds.restoreDBInstanceFromDBSnapshot(
                request -> request.dbInstanceIdentifier("orders-restored").dbSnapshotIdentifier("orders-before"));
        rds.restoreDBClusterFromSnapshot(request -> request.dbClusterIdentifier("ledger-restored")
                .snapshotIdentifier("ledger-before")
                .engine("aurora-postgresql")
                .engineVersion("15.8"));
    }

    @Test
    void what_was_never_restored_serves_no_earlier_data() {
        assertThat(truth.serves(target("rds-instance", "orders"), until(then))).contains(false);
        assertThat(truth.serves(target("rds-cluster", "ledger"), until(then))).contains(false);
    }

    @Test
    void what_was_restored_serves_the_data_of_that_time() {
        restoreBoth();

        assertThat(truth.serves(target("rds-instance", "orders-restored"), until(then)))
                .contains(true);
        assertThat(truth.serves(target("rds-cluster", "ledger-restored"), until(then)))
                .contains(true);
    }

    @Test
    void what_was_restored_serves_the_data_of_no_other_time() {
        restoreBoth();

        Version other = until(then.plus(Duration.ofMinutes(1)));

        assertThat(truth.serves(target("rds-instance", "orders-restored"), other))
                .contains(false);
        assertThat(truth.serves(target("rds-cluster", "ledger-restored"), other))
                .contains(false);
    }

    @Test
    void a_version_that_names_the_restored_database_is_served_by_it_beside_the_old_one() {
        restoreBoth();

        String resource = world.rds().clusterResourceId("ledger-restored").orElseThrow();

        assertThat(truth.serves(target("rds-cluster", "ledger"), until(then).fact("resource", resource)))
                .contains(true);
    }
}
