package dev.rollback.aws.ecs;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.SdkService;
import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import dev.rollback.target.TargetException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.ecs.model.DeploymentAlarms;

/** Warns of deployment alarms, which during an incident are the first to undo a rollback. */
final class AlarmChecks {

    private final SdkService<CloudWatchClient> cloudwatch;
    private final boolean overridden;

    AlarmChecks(AwsScope scope, boolean overridden) {
        this.cloudwatch = scope.service("cloudwatch", CloudWatchClient.class);
        this.overridden = overridden;
    }

    List<Finding> of(Seen seen, Look look) {
        return AlarmSwitch.alarms(seen).filter(AlarmSwitch::isOn).stream()
                .map(alarms -> finding(alarms, look))
                .toList();
    }

    private Finding finding(DeploymentAlarms alarms, Look look) {
        String states = states(alarms.alarmNames(), look);
        if (overridden) {
            return Finding.note(
                    "ALARMS_OVERRIDDEN",
                    "The deployment alarms (" + states
                            + ") are switched off during the rollback and put back after it; a run that is cut off for good leaves"
                            + " them off.");
        }
        String effect = Boolean.TRUE.equals(alarms.rollback()) ? "undo the rollback" : "end the rollback as failed";
        return Finding.warning(
                "DEPLOYMENT_ALARMS",
                "The service has deployment alarms: " + states + ". One that begins to fire while it deploys makes ECS "
                        + effect + "; one that fires already is ignored by ECS.",
                "Use overrideDeploymentAlarms() to switch them off for the time of the rollback.");
    }

    private String states(List<String> names, Look look) {
        try {
            DescribeAlarmsResponse answer = cloudwatch.read(
                    look,
                    "DescribeAlarms",
                    client -> client.describeAlarms(
                            b -> b.alarmNames(names).alarmTypes(AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM)));
            return Stream.concat(
                            answer.metricAlarms().stream().map(a -> a.alarmName() + " " + a.stateValueAsString()),
                            answer.compositeAlarms().stream().map(a -> a.alarmName() + " " + a.stateValueAsString()))
                    .collect(Collectors.joining(", "));
        } catch (TargetException | IllegalArgumentException e) {
            return String.join(", ", names) + ", state unknown";
        }
    }
}
