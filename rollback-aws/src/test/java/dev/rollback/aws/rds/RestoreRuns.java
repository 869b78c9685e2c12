package dev.rollback.aws.rds;

import static java.time.Duration.ofHours;

import dev.rollback.RollbackPlan;
import dev.rollback.StepOptions;
import dev.rollback.StepReport;
import dev.rollback.VersionSelector;
import dev.rollback.aws.AwsTargets;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.Rehearsal;
import dev.rollback.testkit.Rehearsed;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Rolls a database back to a snapshot of three hours ago, over the fakes and under virtual time. */
abstract class RestoreRuns {

    static Rehearsed run(Consumer<FakeAws> scene, UnaryOperator<RdsSnapshot> options) {
        return run(scene, options, step -> {});
    }

    static Rehearsed run(Consumer<FakeAws> scene, UnaryOperator<RdsSnapshot> options, Consumer<StepOptions> more) {
        return Rehearsal.of(
                        world -> {
                            world.rds().instance("orders").snapshot("before-v42", ofHours(3));
                            scene.accept(world);
                        },
                        world -> RollbackPlan.named("orders")
                                .rollBack(
                                        "db",
                                        options.apply(AwsTargets.using(world::client)
                                                .rdsSnapshot("orders")
                                                .acceptDataLoss(ofHours(5))),
                                        step -> more.accept(step.to(VersionSelector.exactly("before-v42"))))
                                .build())
                .run();
    }

    static StepReport db(Rehearsed run) {
        return run.report().step("db");
    }

    static List<String> writes(Rehearsed run) {
        return run.calls().writes().list().stream()
                .map(call -> call.operation())
                .toList();
    }
}
