/** Markers in the Parameter Store. Start at {@link dev.rollback.aws.ssm.FreezeParameter}. */
@NullMarked
package dev.rollback.aws.ssm;

import org.jspecify.annotations.NullMarked;
