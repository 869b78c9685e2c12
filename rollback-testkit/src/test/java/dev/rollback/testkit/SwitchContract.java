package dev.rollback.testkit;

import dev.rollback.target.Target;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

/** The contract over one kind of switch. */
final class SwitchContract extends TargetContract {
    private final Function<SwitchTable, Target> target;
    private final Consumer<TargetScene> more;

    SwitchContract(Function<SwitchTable, Target> target, Consumer<TargetScene> more) {
        this.target = target;
        this.more = more;
    }

    @Override
    protected TargetScene scene(FakeAws world) {
        SwitchTable table = new SwitchTable(world.clock(), world.canary("password"))
                .ago(Duration.ofDays(30), "r41")
                .ago(Duration.ofMinutes(20), "r42");
        TargetScene scene = TargetScene.of(() -> target.apply(table))
                .serves(version -> table.served().equals(version.id()))
                .state(() -> table)
                .somebodyElse(() -> table.set("r43"));
        more.accept(scene);
        return scene;
    }
}
