/** Messages by SNS. Start from {@link dev.rollback.aws.sns.SnsTopic}. */
@NullMarked
package dev.rollback.aws.sns;

import org.jspecify.annotations.NullMarked;
