package dev.rollback.testkit.ecs;

import java.time.Duration;

/**
 * How long the parts of a deployment take.
 *
 * @param taskStart from the launch of the first task until the last one runs
 * @param healthCheck from there until the new tasks count as healthy
 * @param drain from there until the old tasks have stopped; on AWS the target group's deregistration delay
 * @param alarmBake how long alarms are still watched after that, where the service has deployment alarms
 */
public record DeploymentPace(Duration taskStart, Duration healthCheck, Duration drain, Duration alarmBake) {
    /** 30 s to start, 30 s to become healthy, 30 s to drain, so 90 s in all; 3 min to bake where there are alarms. */
    public static final DeploymentPace DEFAULT = new DeploymentPace(
            Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofMinutes(3));

    /** Refuses negative durations. */
    public DeploymentPace {
        for (Duration duration : new Duration[] {taskStart, healthCheck, drain, alarmBake}) {
            if (duration.isNegative()) {
                throw new IllegalArgumentException("A deployment cannot take " + duration
                        + " for one of its parts: expected zero or more. Give a duration that is not negative.");
            }
        }
    }

    /** Returns the same pace with another time to drain. */
    public DeploymentPace draining(Duration other) {
        return new DeploymentPace(taskStart, healthCheck, other, alarmBake);
    }

    /** Returns a pace at which every part takes so many times as long. */
    public DeploymentPace times(int factor) {
        return new DeploymentPace(
                taskStart.multipliedBy(factor),
                healthCheck.multipliedBy(factor),
                drain.multipliedBy(factor),
                alarmBake.multipliedBy(factor));
    }
}
