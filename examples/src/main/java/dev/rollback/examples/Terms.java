package dev.rollback.examples;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says for targets of single kinds; null for what was not said.
 *
 * @param acceptedLoss how much of the newest data a database may lose
 * @param removeAfter how long after the rest of a bucket what a bad release added is removed; may be zero
 */
record Terms(@Nullable Duration acceptedLoss, @Nullable Duration removeAfter) {}
