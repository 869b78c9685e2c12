/**
 * Rolls objects of S3 buckets back.
 *
 * <p>Start from {@link dev.rollback.aws.s3.S3Objects}, or from {@link dev.rollback.aws.s3.S3Release} where releases are kept beside what users get.
 */
@NullMarked
package dev.rollback.aws.s3;

import org.jspecify.annotations.NullMarked;
