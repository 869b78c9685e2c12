package dev.rollback.journal;

import dev.rollback.run.RunId;
import java.time.Instant;

/**
 * Says that a run rolled away from a version, or set out to and was cut off or left it half-way. Goes by content, not by number. Immutable.
 *
 * @param run the run
 * @param at when it ended; for one that has not, when the change was planned
 * @param version the version as people know it
 * @param reason the reason of that run's plan
 */
public record Quarantine(RunId run, Instant at, String version, String reason) {}
