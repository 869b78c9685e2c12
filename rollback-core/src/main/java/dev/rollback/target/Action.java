package dev.rollback.target;

import java.time.Duration;

/**
 * Something that a plan does beside rolling targets back: an invalidation, a purge, a command. Like a target it is a reconciler: called until it
 * answers {@link Progress.Settled} or {@link Progress.Failed}, each call safe to repeat.
 */
public interface Action {

    /** What it does, in a few words, for people. */
    String describe();

    /** Takes at most one step and says where it stands. Safe to repeat; never waits. */
    Progress reconcile(Attempt attempt);

    /** What speaks against it, how it would be done and how long it takes. Reads only. By default nothing, and a minute. */
    default Assessment check(Look look) {
        return Assessment.expecting(Duration.ofMinutes(1), Duration.ofMinutes(1))
                .path(describe())
                .build();
    }

    /** An action that does the work in its one call. */
    static Action of(String description, Work work) {
        return new OneCall(description, work);
    }
}
