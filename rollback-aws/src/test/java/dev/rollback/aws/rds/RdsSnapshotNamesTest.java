package dev.rollback.aws.rds;

import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.RollbackPlan;
import dev.rollback.VersionSelector;
import dev.rollback.aws.AwsTargets;
import dev.rollback.run.Outcome;
import dev.rollback.testkit.Rehearsal;
import dev.rollback.testkit.Rehearsed;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** How a snapshot and its instance are named to RDS. */
class RdsSnapshotNamesTest {

    private static Rehearsed restored(UnaryOperator<DBInstance.Builder> like) {
        return Rehearsal.of(
                        world -> world.rds().instance("orders").with(like).snapshot("before-v42", ofHours(3)),
                        world -> RollbackPlan.named("orders")
                                .rollBack(
                                        "db",
                                        AwsTargets.using(world::client)
                                                .rdsSnapshot("orders")
                                                .acceptDataLoss(ofHours(4)),
                                        step -> step.to(VersionSelector.exactly("before-v42")))
                                .build())
                .run();
    }

    @Test
    void a_snapshot_is_asked_for_as_it_is_shown_which_is_its_arn_only_where_others_share_it() {
        Rehearsed run = restored(shown -> shown);

        assertThat(run.report().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(run.calls().list())
                .filteredOn(call -> call.operation().equals("rds:DescribeDBSnapshots"))
                .isNotEmpty()
                .noneMatch(call -> call.request().toString().contains("arn:"));
    }

    @Test
    void an_instance_whose_cluster_is_left_blank_is_of_none() {
        Rehearsed run = restored(shown -> shown.dbClusterIdentifier(""));

        assertThat(run.preview().blockers()).isEmpty();
    }
}
