package dev.rollback.aws.rds;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;

import dev.rollback.aws.AwsTargets;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.TargetCapability;
import dev.rollback.testkit.TargetContract;
import dev.rollback.testkit.TargetScene;
import dev.rollback.testkit.rds.FakeDatabase;

/** A database that is restored beside the one in use keeps what every target has to. */
class RdsSnapshotContractTest extends TargetContract {

    @Override
    protected TargetScene scene(FakeAws world) {
        FakeDatabase orders = world.rds()
                .instance("orders")
                .snapshot("before-v42", ofHours(3))
                .snapshot("older", ofDays(3));
        return TargetScene.of(() ->
                        AwsTargets.using(world::client).rdsSnapshot("orders").acceptDataLoss(ofHours(9)))
                .to("before-v42")
                .serves(version -> orders.restoredFrom().isEmpty())
                .without(
                        TargetCapability.PAGED_HISTORY,
                        "AWS lists snapshots in no order: all are read to find the newest")
                .without(TargetCapability.SECRETS, "AWS tells no password")
                .without(
                        TargetCapability.CONFLICTS,
                        "what is restored is a database of its own, beside the one that others may change");
    }
}
