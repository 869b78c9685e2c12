package dev.rollback.aws.ecs;

import dev.rollback.target.Look;
import dev.rollback.target.TargetException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Task definitions by ARN. What a definition says never changes and is remembered; whether it is active does change. Thread-safe. */
final class Definitions {

    private static final int MOST_REMEMBERED = 300;

    private final EcsCalls calls;
    private final Map<String, Definition> remembered = new ConcurrentHashMap<>();

    Definitions(EcsCalls calls) {
        this.calls = calls;
    }

    /**
     * What looking for a definition brought.
     *
     * @param definition the definition, if it was seen
     * @param gone whether it is certainly not there any more
     */
    record Sought(@Nullable Definition definition, boolean gone) {
        Optional<Definition> found() {
            return Optional.ofNullable(definition);
        }
    }

    /** A definition whose status may be out of date: one call at most for each. */
    Sought remembered(String arn, Look look) {
        Definition known = remembered.get(arn);
        return known == null ? fresh(arn, look) : new Sought(known, false);
    }

    /** A definition as it is now; where it may not be looked at, as it was. */
    Sought fresh(String arn, Look look) {
        try {
            Optional<Definition> found = calls.definition(arn, look);
            found.ifPresent(this::remember);
            return new Sought(found.orElse(null), found.isEmpty());
        } catch (TargetException e) {
            if (Gaps.isLasting(e)) {
                return new Sought(remembered.get(arn), false);
            }
            throw e;
        }
    }

    private void remember(Definition definition) {
        if (remembered.size() >= MOST_REMEMBERED) {
            remembered.clear();
        }
        remembered.put(definition.arn(), definition);
    }
}
