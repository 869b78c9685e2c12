/** Databases in RDS: start at {@link dev.rollback.aws.rds.RdsSnapshot}. */
@NullMarked
package dev.rollback.aws.rds;

import org.jspecify.annotations.NullMarked;
