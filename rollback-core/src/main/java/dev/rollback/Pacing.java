package dev.rollback;

import dev.rollback.target.RemoteCall;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Paces remote calls: one {@link Budget} for each key of {@link RemoteCall.Limit}, shared by all targets, steps and runs of an engine. It only
 * answers how long a call has to wait; the waiting is done by the engine, and the time is passed in. The first limit seen for a key holds.
 *
 * <p>Thread-safe; an answer takes well under a microsecond. Of the budgets that nobody draws on, only so many are kept: one that is full again
 * is the same as a new one.
 */
final class Pacing {

    private static final int KEPT = 4_096;

    private final Map<String, Budget> budgets = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * Reserves the place of one call and says how long to wait before it may go. Calls of a kind go in the order in which they were reserved.
     * A place that was reserved counts, whether or not the call is made; a wait that is longer than the caller's patience reserves nothing.
     */
    synchronized Duration reserve(RemoteCall call, boolean write, Instant now, Duration patience) {
        return budget(call.limit(), now).reserve(write, now, patience);
    }

    /** The service refused a call for being asked too much: slows down. */
    synchronized void throttled(RemoteCall.Limit limit, Instant now) {
        budget(limit, now).throttled(now);
    }

    /** The service took a call: speeds up again, step by step. */
    synchronized void succeeded(RemoteCall.Limit limit, Instant now) {
        budget(limit, now).succeeded(now);
    }

    /** How many budgets are kept. */
    synchronized int size() {
        return budgets.size();
    }

    private Budget budget(RemoteCall.Limit limit, Instant now) {
        Budget known = budgets.get(limit.key());
        if (known != null) {
            return known;
        }
        forgetLongestUnused(now);
        Budget budget = new Budget(limit, now);
        budgets.put(limit.key(), budget);
        return budget;
    }

    /** From the one unused for longest on, as long as there are too many; stops at the first that still counts. */
    private void forgetLongestUnused(Instant now) {
        Iterator<Budget> longestUnused = budgets.values().iterator();
        while (budgets.size() >= KEPT && longestUnused.next().isFull(now)) {
            longestUnused.remove();
        }
    }
}
