/** Probes that look at CloudWatch. Start at {@link dev.rollback.aws.cloudwatch.Metric} and {@link dev.rollback.aws.cloudwatch.AlarmProbe}. */
@NullMarked
package dev.rollback.aws.cloudwatch;

import org.jspecify.annotations.NullMarked;
