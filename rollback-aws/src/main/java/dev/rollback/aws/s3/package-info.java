/** Objects in S3: start at {@code S3Objects}, or at {@code S3Release} where each release has a prefix of its own. */
@NullMarked
package dev.rollback.aws.s3;

import org.jspecify.annotations.NullMarked;
