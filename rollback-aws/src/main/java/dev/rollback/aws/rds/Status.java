package dev.rollback.aws.rds;

import java.util.Set;

/**
 * The status of a database or a snapshot as RDS writes it, and what it means ("Viewing Amazon RDS DB instance status" in the RDS user guide).
 *
 * @param text as RDS writes it
 */
record Status(String text) {

    private static final Set<String> USABLE = Set.of("available", "storage-optimization");
    private static final Set<String> OF_THE_VERSION =
            Set.of("incompatible-restore", "restore-error", "incompatible-create");
    private static final Set<String> BROKEN = Set.of(
            "failed",
            "incompatible-parameters",
            "incompatible-network",
            "incompatible-option-group",
            "incompatible-credentials",
            "insufficient-capacity",
            "inaccessible-encryption-credentials",
            "inaccessible-encryption-credentials-recoverable",
            "storage-full",
            "stopped",
            "stopping",
            "deleting",
            "deleted");

    boolean isUsable() {
        return USABLE.contains(text);
    }

    /** Whether it will not become usable by itself. */
    boolean isFailure() {
        return BROKEN.contains(text) || isOfTheVersion();
    }

    /** Whether it is what was restored that fails, and not what it was restored into. */
    boolean isOfTheVersion() {
        return OF_THE_VERSION.contains(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
