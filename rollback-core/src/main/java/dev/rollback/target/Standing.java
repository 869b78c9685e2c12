package dev.rollback.target;

/** How much is known in favour of a version. The order is the order of preference. */
public enum Standing {
    /** Served for at least the soak time before it was superseded, was not rolled away from, and was gone before the incident. */
    PROVEN,
    /** Anything less certain: superseded within the soak, or known by the order of numbers only. */
    UNPROVEN,
    /** Went live after the incident began, served when it began, failed when deployed, or is the current one. */
    SUSPECT,
    /** A run rolled away from this content, or set out to. Chosen only when named explicitly. */
    QUARANTINED,
    /** Cannot be served any more: gone, inactive for good, image deleted, key unreadable. */
    UNUSABLE
}
