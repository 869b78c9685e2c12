package dev.rollback.journal;

import dev.rollback.run.RunId;
import dev.rollback.target.FailureKind;
import java.time.Instant;

/**
 * Says that a run tried to bring a target to a version and could not. Goes by content, not by number; over once a run settled there. Immutable.
 *
 * @param run the run
 * @param at when the change was planned
 * @param kind whose fault it was
 * @param reason what was known
 */
public record FailedTry(RunId run, Instant at, FailureKind kind, String reason) {}
