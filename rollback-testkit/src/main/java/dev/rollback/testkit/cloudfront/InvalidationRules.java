package dev.rollback.testkit.cloudfront;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudfront.model.InvalidationBatch;

/** What CloudFront asks of the paths of an invalidation, and how many it takes. */
final class InvalidationRules {
    /** Individual paths of one distribution that may be in progress at once. */
    static final int INDIVIDUAL = 3_000;

    /** Paths with a wildcard that may be in progress beside them. */
    static final int WILDCARDS = 15;

    private static final int LONGEST = 4_000;

    /** A slash, then ASCII without what RFC 1738 calls unsafe unless it is encoded; a wildcard at the end alone. */
    private static final Pattern PATH =
            Pattern.compile("/[!$&-)+-;=?-Z_a-z]*+(?:%[0-9a-fA-F]{2}[!$&-)+-;=?-Z_a-z]*+)*+\\*?");

    private InvalidationRules() {}

    /** A batch whose form is right. */
    static InvalidationBatch checked(@Nullable InvalidationBatch batch) {
        if (batch == null || batch.paths() == null) {
            throw CloudFrontErrors.missingBody();
        }
        List<String> paths = batch.paths().items();
        Integer quantity = batch.paths().quantity();
        if (quantity == null || quantity != paths.size()) {
            throw CloudFrontErrors.inconsistentQuantities();
        }
        if (batch.callerReference() == null || batch.callerReference().isEmpty()) {
            throw CloudFrontErrors.invalidArgument("The parameter CallerReference is required.");
        }
        if (paths.isEmpty() || !paths.stream().allMatch(InvalidationRules::isPath)) {
            throw CloudFrontErrors.invalidPaths();
        }
        return batch;
    }

    private static boolean isPath(String path) {
        return path.length() <= LONGEST && PATH.matcher(path).matches();
    }

    static boolean isWildcard(String path) {
        return path.endsWith("*");
    }

    /** Refuses a batch that goes beyond what may be in progress with what already is. */
    static void checkRoom(List<String> inProgress, List<String> batch) {
        if (individual(batch) > INDIVIDUAL) {
            throw CloudFrontErrors.batchTooLarge();
        }
        if (individual(batch) > 0 && individual(inProgress) + individual(batch) > INDIVIDUAL) {
            throw CloudFrontErrors.tooManyInProgress("invalidations");
        }
        if (wildcards(batch) > 0 && wildcards(inProgress) + wildcards(batch) > WILDCARDS) {
            throw CloudFrontErrors.tooManyInProgress("wildcard invalidations");
        }
    }

    private static long individual(List<String> paths) {
        return paths.size() - wildcards(paths);
    }

    private static long wildcards(List<String> paths) {
        return paths.stream().filter(InvalidationRules::isWildcard).count();
    }
}
