package dev.rollback;

import dev.rollback.health.Condition;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a guard was told.
 *
 * @param plan what it starts
 * @param condition when
 * @param deployedAt which deployment it watches, by its begin; null for the one that is just now
 * @param until when it ends
 * @param every how often it looks
 * @param cooldown how long it does not act after something else did
 * @param limit how often guards may start this plan
 */
record GuardTerms(
        RollbackPlan plan,
        Condition condition,
        @Nullable Instant deployedAt,
        Instant until,
        Duration every,
        Duration cooldown,
        Limit limit) {

    /**
     * How often.
     *
     * @param times at the most
     * @param within in which time
     */
    record Limit(int times, Duration within) {}
}
