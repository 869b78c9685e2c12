package dev.rollback;

import dev.rollback.health.Condition;
import dev.rollback.health.Health;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How long a probe has been seen unwell without a break. Time in which it could not be seen counts for neither. */
final class Watched {

    private final Condition.Failing failing;
    private final Duration longestGap;
    private Duration unwell = Duration.ZERO;
    private @Nullable Instant lastUnwell;
    private @Nullable Health last;

    /**
     * Nothing is known of it yet.
     *
     * @param longestGap between two looks that are one after the other; what comes later was not looked at in between
     */
    Watched(Condition.Failing failing, Duration longestGap) {
        this.failing = failing;
        this.longestGap = longestGap;
    }

    Condition.Failing failing() {
        return failing;
    }

    /** Takes what a look found. */
    void seen(Health health, Instant at) {
        last = health;
        switch (health.verdict()) {
            case HEALTHY -> forget();
            case UNKNOWN -> lastUnwell = null;
            case UNHEALTHY -> {
                unwell = unwell.plus(sinceLast(at));
                lastUnwell = at;
            }
        }
    }

    private Duration sinceLast(Instant at) {
        Duration gap = lastUnwell == null ? Duration.ZERO : Duration.between(lastUnwell, at);
        return gap.compareTo(longestGap) > 0 || gap.isNegative() ? Duration.ZERO : gap;
    }

    /** Whether the last look saw something. */
    boolean isSeen() {
        return last != null && last.verdict() != Health.Verdict.UNKNOWN;
    }

    /** Begins anew. */
    void forget() {
        unwell = Duration.ZERO;
        lastUnwell = null;
    }

    /** Whether it is seen unwell just now. */
    boolean isUnwell() {
        return lastUnwell != null;
    }

    /** Whether it is so for long enough. */
    boolean isMet() {
        return isUnwell() && unwell.compareTo(failing.lasting()) >= 0;
    }

    /** What was seen last, for people. */
    String evidence() {
        return last == null ? "not seen yet" : last.evidence();
    }
}
