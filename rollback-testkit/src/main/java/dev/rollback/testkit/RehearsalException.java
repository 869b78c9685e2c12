package dev.rollback.testkit;

import dev.rollback.RollbackException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rehearsal that did not come to a report, or did not meet what it was given: the engine or the test broke. The former starts with the seed. */
public final class RehearsalException extends RollbackException {
    private static final long serialVersionUID = 1L;

    private RehearsalException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    static RehearsalException broken(Conditions conditions, Trace trace, Throwable cause) {
        return new RehearsalException(
                conditions.title() + " did not come to a report: " + cause
                        + "\nExpected the run to end. Repeat it with: " + conditions.inJava() + "\nTrace:\n" + trace,
                cause);
    }

    static RehearsalException missed(List<String> missed) {
        return new RehearsalException(
                "The rehearsal did not meet what it was given, and shows nothing of it: " + String.join("; ", missed)
                        + ". Name what takes place, or leave it out.",
                null);
    }
}
