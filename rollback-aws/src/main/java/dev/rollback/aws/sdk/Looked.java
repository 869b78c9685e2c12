package dev.rollback.aws.sdk;

import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import dev.rollback.target.TargetException;
import dev.rollback.target.TargetException.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A look that one can do without, and that may have failed. Immutable.
 *
 * @param answer what was seen; empty if the look failed
 * @param failure why nothing was seen
 */
public record Looked<T>(Optional<T> answer, Optional<TargetException> failure) {

    /** A second try that times out must not cost the whole look its time. */
    private static final Duration A_TRY = Duration.ofSeconds(11);

    /**
     * Looks. A fault that may pass gets a second try where there is time.
     *
     * @throws TargetException of kind {@code CREDENTIALS}: the engine waits for new ones
     */
    public static <T> Looked<T> at(Look look, Supplier<T> ask) {
        try {
            return new Looked<>(Optional.of(again(look, ask)), Optional.empty());
        } catch (TargetException e) {
            if (e.kind() == Kind.CREDENTIALS) {
                throw e;
            }
            return new Looked<>(Optional.empty(), Optional.of(e));
        }
    }

    /** Nobody repeats a look whose failure is swallowed, so a fault that may pass gets its second try here. */
    private static <T> T again(Look look, Supplier<T> ask) {
        try {
            return ask.get();
        } catch (TargetException e) {
            if (e.kind() != Kind.TRANSIENT || look.now().plus(A_TRY).isAfter(look.deadline())) {
                throw e;
            }
            return ask.get();
        }
    }

    /**
     * What follows from the look. One that could not be made is neither a blocker nor an all-clear.
     *
     * @param subject begins the code of the finding for a failed look
     * @param what was looked at, for people
     */
    public List<Finding> findings(String subject, String what, Function<T, List<Finding>> judge) {
        return failure.map(e -> List.of(unknown(subject, what, e)))
                .orElseGet(() -> answer.map(judge).orElse(List.of()));
    }

    private static Finding unknown(String subject, String what, TargetException failure) {
        return Finding.warning(
                subject + "_UNKNOWN",
                "Could not look at " + what + ": " + failure.getMessage(),
                failure.kind() == Kind.DENIED ? "Grant the permission, or check it by hand." : "Check it by hand.");
    }
}
