/** S3 in memory. Start at {@link dev.rollback.testkit.s3.FakeS3}. */
@NullMarked
package dev.rollback.testkit.s3;

import org.jspecify.annotations.NullMarked;
