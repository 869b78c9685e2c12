/**
 * Rolls objects of S3 buckets back.
 *
 * <p>Start from {@link dev.rollback.aws.s3.S3Objects}.
 */
@NullMarked
package dev.rollback.aws.s3;

import org.jspecify.annotations.NullMarked;
