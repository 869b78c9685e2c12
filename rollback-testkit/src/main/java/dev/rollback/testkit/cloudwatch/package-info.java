/**
 * In-memory alarms. Start at {@link dev.rollback.testkit.cloudwatch.FakeCloudWatch}.
 */
@NullMarked
package dev.rollback.testkit.cloudwatch;

import org.jspecify.annotations.NullMarked;
