/** Whether the caller may do what a plan needs. Start from {@link dev.rollback.aws.iam.PermissionCheck}. */
@NullMarked
package dev.rollback.aws.iam;

import org.jspecify.annotations.NullMarked;
