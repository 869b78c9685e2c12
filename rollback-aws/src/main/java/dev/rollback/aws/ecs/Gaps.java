package dev.rollback.aws.ecs;

import dev.rollback.target.TargetException;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Tells what cannot be looked at (denied, not offered) from what fails for the moment. */
final class Gaps {

    private Gaps() {}

    /** What the look saw; empty if it is denied or the service does not offer it. Passing failures are thrown. */
    static <T> Optional<T> seen(Supplier<T> look) {
        try {
            return Optional.of(look.get());
        } catch (TargetException e) {
            if (isLasting(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Whether asking again would bring the same answer, so that one has to do without. */
    static boolean isLasting(TargetException e) {
        return switch (e.kind()) {
            case DENIED, INVALID, MISSING -> true;
            case TRANSIENT -> isNotOffered(e);
            default -> false;
        };
    }

    /** Whether the thing asked for is not there. ECS answers that for task definitions with its catch-all code. */
    static boolean isAbsent(TargetException e) {
        boolean unknown = e.getCause() instanceof AwsServiceException cause
                && String.valueOf(cause.getMessage()).contains("Unable to describe task definition");
        return e.kind() == TargetException.Kind.MISSING || unknown;
    }

    /** Servers that lack an operation answer 404, 500 or 501 without any error code. */
    private static boolean isNotOffered(TargetException e) {
        return e.getCause() instanceof AwsServiceException cause
                && (cause.statusCode() == 500 || cause.statusCode() == 501 || cause.statusCode() == 404)
                && (cause.awsErrorDetails() == null
                        || cause.awsErrorDetails().errorCode() == null
                        || cause.awsErrorDetails().errorCode().isBlank());
    }
}
