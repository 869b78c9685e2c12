package dev.rollback.aws.s3;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Reads off an object whether it lies in an archive. Instant retrieval is none: it is read like any other. */
final class Archived {

    private static final Set<String> CLASSES = Set.of("GLACIER", "DEEP_ARCHIVE");

    private Archived() {}

    static boolean isArchived(HeadObjectResponse object) {
        return isArchive(object.storageClassAsString()) || object.archiveStatusAsString() != null;
    }

    /** Whether a storage class, as a listing tells it, is an archive. Archive tiers of Intelligent-Tiering do not show there. */
    static boolean isArchive(@Nullable String storageClass) {
        return storageClass != null && CLASSES.contains(storageClass);
    }

    static boolean isRestoring(HeadObjectResponse object) {
        return restore(object).contains("ongoing-request=\"true\"");
    }

    static boolean isRestored(HeadObjectResponse object) {
        return restore(object).contains("ongoing-request=\"false\"");
    }

    private static String restore(HeadObjectResponse object) {
        return Objects.requireNonNullElse(object.restore(), "");
    }

    static String where(HeadObjectResponse object) {
        String tier = object.archiveStatusAsString();
        return tier == null ? object.storageClassAsString() : object.storageClassAsString() + " (" + tier + ")";
    }
}
