package dev.rollback.testkit.appconfig;

import dev.rollback.testkit.cloudwatch.FakeCloudWatch;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.appconfig.model.Monitor;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/**
 * The alarms that an environment watches while a deployment runs.
 *
 * <p>ALARM and INSUFFICIENT_DATA both roll a deployment back, unless the alarm's actions are disabled. Source: User Guide, "Monitoring deployments for
 * automatic rollback". An alarm that does not exist says nothing.
 */
final class Monitors {
    private static final String ALARM = ":alarm:";

    private final FakeCloudWatch cloudWatch;
    private final List<Monitor> monitors;

    Monitors(FakeCloudWatch cloudWatch, List<Monitor> monitors) {
        this.cloudWatch = cloudWatch;
        this.monitors = monitors;
    }

    boolean areNone() {
        return monitors.isEmpty();
    }

    /** The first alarm that speaks against a deployment at a moment, with its state. */
    Optional<String> objection(Instant at) {
        return monitors.stream()
                .map(monitor -> name(monitor.alarmArn()))
                .flatMap(name -> cloudWatch.stateAt(name, at).stream()
                        .filter(state -> state == StateValue.ALARM || state == StateValue.INSUFFICIENT_DATA)
                        .filter(state -> cloudWatch.hasActionsEnabled(name))
                        .map(state -> name + " is in " + state))
                .findFirst();
    }

    private static String name(String arn) {
        return arn.substring(arn.indexOf(ALARM) + ALARM.length());
    }
}
