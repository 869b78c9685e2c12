/**
 * IAM in memory, as far as asking whether a role is there.
 *
 * <p>Start at {@link dev.rollback.testkit.iam.FakeIam}.
 */
@NullMarked
package dev.rollback.testkit.iam;

import org.jspecify.annotations.NullMarked;
