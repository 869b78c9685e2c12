package dev.rollback.testkit;

/**
 * What most targets can, and some cannot by their nature. A clause of {@link TargetContract} that asks for it is left out where the scene says
 * {@link TargetScene#without}, and reported as skipped with the reason.
 */
public enum TargetCapability {
    /** Its history takes several calls, and no more are made than what is asked for needs. */
    PAGED_HISTORY,
    /** Its versions can be counted, so that each time at which it served belongs to one of them. Without it any instant is a version of its own. */
    COUNTED_VERSIONS,
    /** It notices that somebody else moved it to a third version, and leaves that alone. */
    CONFLICTS,
    /** It can be brought back to the version that it came from. */
    INVERSE,
    /** It is guarded by permissions, and names those that it needs. */
    PERMISSIONS,
    /** There is something near it that nobody may see. */
    SECRETS,
    /**
     * A write whose answer is lost, or was not remembered, is not made once more. Without it the service has to take the second one as nothing new: then
     * {@link TargetScene#state} is compared in its place.
     */
    WRITES_ONCE,
    /** One call of {@code reconcile} makes one write at most, beside those of {@code forEach}. */
    ONE_STEP
}
