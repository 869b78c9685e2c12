/**
 * What all faked services share: the account they live in and the exceptions they throw.
 *
 * <p>Start at {@link dev.rollback.testkit.account.FakeAccount} and {@link dev.rollback.testkit.account.AwsErrors}.
 */
@NullMarked
package dev.rollback.testkit.account;

import org.jspecify.annotations.NullMarked;
