package dev.rollback.examples;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says beside targets and times; null for what was not said.
 *
 * @param acceptedLoss how much of the newest data a database may lose
 * @param freeze how long nobody shall deploy again what is rolled away from
 * @param approvals how many people have to approve before anything is written
 * @param removeAfter how long after the rest of a bucket what a bad release added is removed; may be zero
 */
record Terms(
        @Nullable Duration freeze,
        @Nullable Integer approvals,
        @Nullable Duration acceptedLoss,
        @Nullable Duration removeAfter) {}
