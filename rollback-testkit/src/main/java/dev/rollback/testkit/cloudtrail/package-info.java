/**
 * CloudTrail's event history in memory: who moved what, visible with CloudTrail's delay.
 *
 * <p>Start at {@link dev.rollback.testkit.cloudtrail.FakeCloudTrail}; other fakes write through
 * {@link dev.rollback.testkit.cloudtrail.Trail}.
 */
@NullMarked
package dev.rollback.testkit.cloudtrail;

import org.jspecify.annotations.NullMarked;
