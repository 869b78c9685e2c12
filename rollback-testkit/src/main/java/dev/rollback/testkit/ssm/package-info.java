/**
 * SSM's parameters in memory, as far as asking whether they are there; it holds no values.
 *
 * <p>Start at {@link dev.rollback.testkit.ssm.FakeSsm}.
 */
@NullMarked
package dev.rollback.testkit.ssm;

import org.jspecify.annotations.NullMarked;
