package dev.rollback.testkit.ecs;

import static java.util.Objects.requireNonNullElse;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** How much a call may ask for. */
final class Limits {
    private Limits() {}

    /** Refuses an empty list and one that is too long. */
    static void names(Collection<String> names, int most, String what) {
        if (names.isEmpty()) {
            throw EcsErrors.invalid(what + " cannot be empty.");
        }
        if (names.size() > most) {
            throw EcsErrors.invalid(what + " cannot have more than " + most + " elements.");
        }
    }

    /** Returns the size of a page, which every list call allows up to a hundred. */
    static int page(@Nullable Integer asked, int otherwise) {
        int size = requireNonNullElse(asked, otherwise);
        if (size < 1 || size > 100) {
            throw EcsErrors.invalid("Max results must be between 1 and 100.");
        }
        return size;
    }
}
