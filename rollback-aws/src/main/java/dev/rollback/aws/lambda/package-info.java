/**
 * Rolls aliases of Lambda functions back.
 *
 * <p>Start from {@link dev.rollback.aws.lambda.LambdaAlias}.
 */
@NullMarked
package dev.rollback.aws.lambda;

import org.jspecify.annotations.NullMarked;
