package dev.rollback.testkit.rds;

import java.time.Instant;

/**
 * What is in a database, as far as a rollback cares. Immutable.
 *
 * @param origin the resource id of the database whose writes it holds
 * @param until the last of these writes
 */
public record Data(String origin, Instant until) {}
