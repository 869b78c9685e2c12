package dev.rollback.testkit.s3;

import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.services.s3.model.RestoreObjectRequest;
import software.amazon.awssdk.services.s3.model.RestoreObjectResponse;
import software.amazon.awssdk.services.s3.model.Tier;

/** Restores of archived objects, which take their hours. */
final class Restores {
    private final StoredBucket bucket;
    private final ObjectReads reads;

    Restores(StoredBucket bucket, ObjectReads reads) {
        this.bucket = bucket;
        this.reads = reads;
    }

    RestoreObjectResponse restore(RestoreObjectRequest request) {
        StoredObject object = reads.find(request.key(), request.versionId());
        Instant now = bucket.now();
        if (!object.isArchived()) {
            throw S3Errors.archived();
        }
        if (object.isRestoring(now)) {
            throw S3Errors.restoreInProgress();
        }
        Integer days = request.restoreRequest().days();
        boolean again = object.restoredAt != null && object.isReadable(now);
        Instant ready = again ? now : now.plus(takes(object, tier(request)));
        object.restore(ready, Duration.ofDays(days == null ? 1 : days));
        return RestoreObjectResponse.builder().build();
    }

    private static Tier tier(RestoreObjectRequest request) {
        Tier direct = request.restoreRequest().tier();
        Tier ofGlacier = request.restoreRequest().glacierJobParameters() == null
                ? null
                : request.restoreRequest().glacierJobParameters().tier();
        return direct != null ? direct : ofGlacier != null ? ofGlacier : Tier.STANDARD;
    }

    /** The upper ends of what the S3 user guide says under "Archive retrieval options". */
    private static Duration takes(StoredObject object, Tier tier) {
        boolean deep = object.storageClass.equals("DEEP_ARCHIVE") || "DEEP_ARCHIVE_ACCESS".equals(object.archiveStatus);
        return switch (tier) {
            case EXPEDITED -> {
                if (deep) {
                    throw S3Errors.expeditedUnavailable();
                }
                yield Duration.ofMinutes(5);
            }
            case BULK -> deep ? Duration.ofHours(48) : Duration.ofHours(12);
            default -> deep ? Duration.ofHours(12) : Duration.ofHours(5);
        };
    }
}
