/** Invalidations of CloudFront distributions, as an action of a plan. Start from {@link dev.rollback.aws.cloudfront.Invalidation}. */
@NullMarked
package dev.rollback.aws.cloudfront;

import org.jspecify.annotations.NullMarked;
