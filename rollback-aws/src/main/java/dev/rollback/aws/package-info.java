/**
 * Targets on AWS.
 *
 * <p>Start from {@link dev.rollback.aws.AwsTargets}: it holds the clients and makes the targets.
 */
@NullMarked
package dev.rollback.aws;

import org.jspecify.annotations.NullMarked;
