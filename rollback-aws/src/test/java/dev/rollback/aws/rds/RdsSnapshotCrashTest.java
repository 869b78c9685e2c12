package dev.rollback.aws.rds;

import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.aws.AwsTargets;
import dev.rollback.aws.sdk.Crashes;
import dev.rollback.testkit.FakeAws;
import org.junit.jupiter.api.Test;

/** A crash at every call of a restore. */
class RdsSnapshotCrashTest {

    private static FakeAws scene() {
        FakeAws world = FakeAws.in("eu-west-1", "123456789012");
        world.rds().instance("orders").snapshot("before-v42", ofHours(3));
        return world;
    }

    @Test
    void each_crash_on_the_way_to_a_hand_over_ends_with_one_restored_database() {
        Crashes crashes = new Crashes(
                RdsSnapshotCrashTest::scene,
                world -> AwsTargets.using(world::client).rdsSnapshot("orders").acceptDataLoss(ofHours(9)),
                "before-v42");

        int explored = crashes.everywhere(world -> {
            assertThat(world.rds().instanceNames()).hasSize(2).contains("orders");
            assertThat(world.rds().snapshotNames()).hasSize(2);
        });

        assertThat(explored).isGreaterThan(100);
    }

    @Test
    void each_crash_on_the_way_to_a_cut_over_ends_with_the_restored_database_under_the_name() {
        Crashes crashes = new Crashes(
                RdsSnapshotCrashTest::scene,
                world -> AwsTargets.using(world::client)
                        .rdsSnapshot("orders")
                        .acceptDataLoss(ofHours(9))
                        .cutOverByRename(),
                "before-v42");

        crashes.everywhere(world -> {
            assertThat(world.rds().instance("orders").restoredFrom()).isPresent();
            assertThat(world.rds().instanceNames()).hasSize(2);
            assertThat(world.rds().deleted()).isZero();
        });
    }
}
