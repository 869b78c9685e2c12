/** RDS in memory. Start at {@link dev.rollback.testkit.rds.FakeRds}. */
@NullMarked
package dev.rollback.testkit.rds;

import org.jspecify.annotations.NullMarked;
