package dev.rollback.health;

import dev.rollback.target.Look;
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

    /** A probe of the user's own. */
    static Probe of(String description, Function<Look, Health> eye) {
        return new FunctionProbe(description, eye);
    }
}
