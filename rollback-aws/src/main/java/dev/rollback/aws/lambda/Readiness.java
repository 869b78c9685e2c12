package dev.rollback.aws.lambda;

import dev.rollback.target.Attempt;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetException;
import dev.rollback.target.TargetException.Kind;
import java.time.Duration;
import java.util.Optional;

/** Whether traffic may go to a version, looked at right before it is sent there. */
final class Readiness {

    private static final Duration SOON = Duration.ofSeconds(2);

    private Readiness() {}

    /** What keeps traffic from it; empty when nothing does, or when the caller may not look. */
    static Optional<Progress> of(LambdaCalls calls, String number, Attempt attempt) {
        try {
            return calls.version(attempt, number)
                    .map(version -> notReady(version, attempt))
                    .orElseGet(() -> Optional.of(gone(number)));
        } catch (TargetException e) {
            if (e.kind() == Kind.DENIED) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Optional<Progress> notReady(FunctionVersion version, Attempt attempt) {
        FunctionVersion.Condition condition = version.condition();
        return switch (condition.state()) {
            case "Pending" ->
                Optional.of(Progress.pending(
                        "version " + version.number() + " is being made ready by Lambda", 0, attempt.memo(), SOON));
            case "Failed", "Deleting" ->
                Optional.of(Progress.failed(
                        FailureKind.VERSION,
                        "Version " + version.number() + " is " + condition.state() + " (" + condition.stateReason()
                                + "): expected Active. Nothing was changed. Choose another version."));
            default -> Optional.empty();
        };
    }

    private static Progress gone(String number) {
        return Progress.failed(
                FailureKind.VERSION,
                "Version " + number + " is gone: expected it to exist. Nothing was changed. Choose another version.");
    }
}
