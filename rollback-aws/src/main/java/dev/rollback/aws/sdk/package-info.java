/**
 * What all targets on AWS share: where they are, how they call a service, and what its errors mean.
 *
 * <p>Start from {@link dev.rollback.aws.sdk.AwsScope}, which makes the {@link dev.rollback.aws.sdk.SdkService} that a target calls.
 */
@NullMarked
package dev.rollback.aws.sdk;

import org.jspecify.annotations.NullMarked;
