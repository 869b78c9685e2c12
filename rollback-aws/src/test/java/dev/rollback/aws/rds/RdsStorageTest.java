package dev.rollback.aws.rds;

import static dev.rollback.testkit.RollbackAssertions.assertThat;
import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.testkit.Rehearsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** The volume of a restored instance: rates that come with a size are not named, those that were chosen are kept. */
class RdsStorageTest extends RestoreRuns {

    @ParameterizedTest
    @CsvSource({
        "postgres, 100, 3000, 125",
        "postgres, 399, 3000, 125",
        "postgres, 400, 12000, 500",
        "mysql, 20, 3000, 125",
        "oracle-ee, 199, 3000, 125",
        "oracle-ee, 200, 12000, 500",
        "sqlserver-se, 1000, 3000, 125",
    })
    void gp3_with_the_rates_that_come_with_its_size_is_restored_with_them(
            String engine, int size, int iops, int throughput) {
        Rehearsed run = run(
                world -> world.rds()
                        .instance("orders")
                        .with(shown -> shown.engine(engine))
                        .gp3(size)
                        .snapshot("before-v42", ofHours(3)),
                db -> db);

        assertThat(run).rolledBack();
        assertThat(restored(run))
                .returns("gp3", DBInstance::storageType)
                .returns(iops, DBInstance::iops)
                .returns(throughput, DBInstance::storageThroughput);
    }

    @Test
    void rates_of_gp3_that_were_chosen_are_kept() {
        Rehearsed run = run(
                world -> world.rds()
                        .instance("orders")
                        .gp3(500)
                        .with(shown -> shown.iops(20_000).storageThroughput(700))
                        .snapshot("before-v42", ofHours(3)),
                db -> db);

        assertThat(run).rolledBack();
        assertThat(restored(run)).returns(20_000, DBInstance::iops).returns(700, DBInstance::storageThroughput);
    }

    @ParameterizedTest
    @CsvSource({"100, 500, 500", "380, 400, 418"})
    void a_snapshot_from_before_the_volume_grew_is_restored_large_enough_for_its_rates(int then, int now, int size) {
        Rehearsed run = run(
                world -> world.rds()
                        .instance("orders")
                        .gp3(then)
                        .snapshot("before-v42", ofHours(3))
                        .gp3(now),
                db -> db);

        assertThat(run).rolledBack();
        assertThat(restored(run)).returns(size, DBInstance::allocatedStorage).returns(12_000, DBInstance::iops);
        assertThat(finding(run, "RESTORED_LARGER").text())
                .isEqualTo("Snapshot before-v42 has " + then + " GiB, orders has " + now + ": it is restored with "
                        + size + " GiB, as gp3 has fixed rates under 400.");
    }

    @Test
    void a_snapshot_that_is_larger_than_the_volume_is_restored_with_the_rates_of_its_own_size() {
        Rehearsed run = run(
                world -> world.rds()
                        .instance("orders")
                        .gp3(500)
                        .snapshot("before-v42", ofHours(3))
                        .gp3(100),
                db -> db);

        assertThat(run).rolledBack();
        assertThat(restored(run)).returns(500, DBInstance::allocatedStorage).returns(12_000, DBInstance::iops);
    }

    @Test
    void a_throughput_is_named_for_gp3_alone() {
        Rehearsed run = run(
                world -> world.rds()
                        .instance("orders")
                        .with(shown -> shown.storageType("io2").iops(3000).storageThroughput(0))
                        .snapshot("before-v42", ofHours(3)),
                db -> db);

        assertThat(run).rolledBack();
        assertThat(restored(run)).returns(3000, DBInstance::iops).returns(null, DBInstance::storageThroughput);
    }
}
