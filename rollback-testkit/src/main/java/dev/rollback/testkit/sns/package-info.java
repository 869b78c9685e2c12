/** SNS in memory. Start from {@link dev.rollback.testkit.sns.FakeSns}. */
@NullMarked
package dev.rollback.testkit.sns;

import org.jspecify.annotations.NullMarked;
