package dev.rollback.aws.ecs;

import java.util.stream.Collectors;
import software.amazon.awssdk.services.ecs.model.Deployment;

/** Says in words how far a deployment is. */
final class Status {

    private Status() {}

    /** Tasks on the wanted version. */
    static String counts(Seen seen, Deployment primary) {
        int pending = Seen.orZero(primary.pendingCount());
        return Seen.orZero(primary.runningCount()) + " of " + desired(seen, primary) + " tasks run on "
                + Definition.shortName(primary.taskDefinition()) + (pending > 0 ? ", " + pending + " pending" : "");
    }

    private static int desired(Seen seen, Deployment primary) {
        return primary.desiredCount() == null ? seen.desired() : primary.desiredCount();
    }

    /** Tasks on other versions. */
    static String leaving(Seen seen) {
        return seen.others().stream()
                .map(other -> ", " + Seen.orZero(other.runningCount()) + " on "
                        + Definition.shortName(other.taskDefinition())
                        + (Seen.orZero(other.runningCount()) == 0 ? " (draining)" : ""))
                .collect(Collectors.joining());
    }

    static int runningBeside(Seen seen) {
        return seen.others().stream()
                .mapToInt(other -> Seen.orZero(other.runningCount()))
                .sum();
    }

    static double share(Deployment primary) {
        int desired = Math.max(1, Seen.orZero(primary.desiredCount()));
        return 0.9 * Math.min(1.0, Seen.orZero(primary.runningCount()) / (double) desired);
    }
}
