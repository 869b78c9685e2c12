/**
 * Checks that ask a database before a rollback: read-only statements, and what migrations it has had. Start from {@link dev.rollback.sql.SqlCheck} and {@link dev.rollback.sql.MigrationCheck}. Needs the
 * module {@code java.sql}, and the driver of the database.
 */
@NullMarked
package dev.rollback.sql;

import org.jspecify.annotations.NullMarked;
