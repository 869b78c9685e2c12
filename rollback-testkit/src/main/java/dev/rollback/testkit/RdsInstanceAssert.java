package dev.rollback.testkit;

import dev.rollback.testkit.rds.Data;
import java.time.Instant;
import java.util.Optional;

/** Assertions about the database that has a name. Each answers itself, so that they can be chained. */
public final class RdsInstanceAssert {
    private final FakeAws world;
    private final String name;
    private final String what;

    RdsInstanceAssert(FakeAws world, String name) {
        this.world = world;
        this.name = name;
        this.what = "DB instance " + name;
    }

    /** It was restored, and holds all that was written until then and nothing later. */
    public RdsInstanceAssert holdsDataUntil(Instant time) {
        Optional<Instant> until = restored().map(Data::until);
        if (!until.equals(Optional.of(time))) {
            WorldAssert.fail(
                    world,
                    what,
                    "to hold data until " + time,
                    until.map(Object::toString).orElse("one not restored"));
        }
        return this;
    }

    /** It was never restored: it holds all that was written to it. */
    public RdsInstanceAssert holdsItsOwnData() {
        restored().ifPresent(data -> WorldAssert.fail(world, what, "to hold its own data", data));
        return this;
    }

    private Optional<Data> restored() {
        Optional<String> resource = world.rds().resourceId(name);
        if (resource.isEmpty()) {
            WorldAssert.fail(world, what, "to be there", world.rds().instanceNames());
        }
        return resource.flatMap(world.rds()::restored);
    }
}
