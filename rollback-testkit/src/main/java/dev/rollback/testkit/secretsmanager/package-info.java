/**
 * Secrets Manager in memory, as far as asking whether a secret is there; it holds no values.
 *
 * <p>Start at {@link dev.rollback.testkit.secretsmanager.FakeSecretsManager}.
 */
@NullMarked
package dev.rollback.testkit.secretsmanager;

import org.jspecify.annotations.NullMarked;
