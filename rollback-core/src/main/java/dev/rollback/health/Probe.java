package dev.rollback.health;

import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * One look at health. Reads only; never waits between looks, the engine does. Implementations are thread-safe. An exception is taken as unknown,
 * never as healthy.
 */
public interface Probe {

    /** What it looks at, in a few words, for people. */
    String describe();

    /** Looks once. */
    Health look(Look look);

    /**
     * What speaks against it before anything is changed: what it looks at is not there, cannot be looked at, or says nothing. Asked for a preview. Reads only. By default nothing.
     */
    default List<Finding> check(Look look) {
        return List.of();
    }

    /** That it finds things unwell for so long, for a guard to act on; more than no time, a day at the most. */
    default Condition failing(Duration lasting) {
        return new Condition.Failing(this, lasting);
    }

    /** A probe of the user's own. */
    static Probe of(String description, Function<Look, Health> eye) {
        return new FunctionProbe(description, eye);
    }
}
