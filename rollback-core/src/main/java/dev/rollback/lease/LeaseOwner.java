package dev.rollback.lease;

import java.util.Objects;

/**
 * For whom a lease is: what the one who does not get it is told. Immutable; holds no secrets.
 *
 * @param who the person or system that started the run; not proven, unless whoever wrote it says how it is
 * @param run the id of the run, as text: leases do not know runs. What has the same run is the same owner
 * @param plan the name of its plan
 * @param reason why it rolls back; may be empty
 * @param severity how bad it is that it waits
 */
public record LeaseOwner(String who, String run, String plan, String reason, Severity severity) {

    /** Checks that who, run and plan are not empty. */
    public LeaseOwner {
        requireText("who", who);
        requireText("run", run);
        requireText("plan", plan);
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(severity, "severity");
    }

    private static void requireText(String part, String value) {
        Objects.requireNonNull(value, part);
        if (value.isBlank()) {
            throw new IllegalArgumentException("The owner of a lease was given an empty " + part
                    + ": expected the text that tells others whom to ask. Name it.");
        }
    }

    boolean isSameRunAs(LeaseOwner other) {
        return run.equals(other.run);
    }

    /** For people: {@code Ann (run r-1 of checkout, MAJOR: 5xx at 7 %)}. */
    public String describe() {
        return who + " (run " + run + " of " + plan + ", " + severity + (reason.isEmpty() ? "" : ": " + reason) + ")";
    }
}
