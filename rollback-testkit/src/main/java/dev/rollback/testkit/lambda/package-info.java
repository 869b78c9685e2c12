/**
 * Lambda's functions, versions and aliases in memory.
 *
 * <p>Start at {@link dev.rollback.testkit.lambda.FakeLambda}; {@link dev.rollback.testkit.lambda.LambdaAliasScene} sets
 * a scene in a line.
 */
@NullMarked
package dev.rollback.testkit.lambda;

import org.jspecify.annotations.NullMarked;
