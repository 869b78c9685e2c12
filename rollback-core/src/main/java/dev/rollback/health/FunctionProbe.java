package dev.rollback.health;

import dev.rollback.target.Look;
import java.util.function.Function;

/** A probe made of a function. */
record FunctionProbe(String describe, Function<Look, Health> eye) implements Probe {

    FunctionProbe {
        if (describe.isBlank()) {
            throw new IllegalArgumentException("A probe needs a description: say in a few words what it looks at.");
        }
    }

    @Override
    public Health look(Look look) {
        return eye.apply(look);
    }
}
