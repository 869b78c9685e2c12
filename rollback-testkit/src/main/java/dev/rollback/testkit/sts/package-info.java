/**
 * STS in memory: who calls, and roles assumed with credentials that open nothing.
 *
 * <p>Start at {@link dev.rollback.testkit.sts.FakeSts}.
 */
@NullMarked
package dev.rollback.testkit.sts;

import org.jspecify.annotations.NullMarked;
