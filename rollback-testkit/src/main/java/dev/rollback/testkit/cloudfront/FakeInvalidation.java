package dev.rollback.testkit.cloudfront;

import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.cloudfront.model.Invalidation;
import software.amazon.awssdk.services.cloudfront.model.InvalidationSummary;

/**
 * An invalidation as it was asked for. Immutable.
 *
 * @param id as CloudFront names it
 * @param callerReference the caller's token
 * @param paths what it invalidates, as sent
 * @param createdAt when it was accepted
 * @param completesAt when the last edge location has carried it out
 */
public record FakeInvalidation(
        String id, String callerReference, List<String> paths, Instant createdAt, Instant completesAt) {

    /** Keeps its own copy of the paths. */
    public FakeInvalidation {
        paths = List.copyOf(paths);
    }

    /** Whether every edge location has carried it out by then. */
    public boolean isCompleted(Instant at) {
        return !at.isBefore(completesAt);
    }

    /** Whether it covers a path: names it, or all that begins like it. */
    public boolean covers(String path) {
        return paths.stream()
                .anyMatch(each -> InvalidationRules.isWildcard(each)
                        ? path.startsWith(each.substring(0, each.length() - 1))
                        : path.equals(each));
    }

    FakeInvalidation completing(Instant then) {
        return new FakeInvalidation(id, callerReference, paths, createdAt, then);
    }

    private String status(Instant at) {
        return isCompleted(at) ? "Completed" : "InProgress";
    }

    Invalidation view(Instant at) {
        return Invalidation.builder()
                .id(id)
                .status(status(at))
                .createTime(createdAt)
                .invalidationBatch(batch -> batch.callerReference(callerReference)
                        .paths(said -> said.quantity(paths.size()).items(paths)))
                .build();
    }

    InvalidationSummary summary(Instant at) {
        return InvalidationSummary.builder()
                .id(id)
                .status(status(at))
                .createTime(createdAt)
                .build();
    }
}
