package dev.rollback.aws.appconfig;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.target.Look;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** Which alarms would make AppConfig roll a deployment back: those that fire or lack data, unless their actions are off. */
final class MonitorLook {

    private static final int AT_ONCE = 100;

    private final AwsScope scope;

    MonitorLook(AwsScope scope) {
        this.scope = scope;
    }

    List<String> firing(Look look, List<String> arns) {
        List<String> names = arns.stream()
                .map(arn -> arn.substring(arn.lastIndexOf(':') + 1))
                .toList();
        List<String> firing = new ArrayList<>();
        for (int from = 0; from < names.size(); from += AT_ONCE) {
            firing.addAll(ask(look, names.subList(from, Math.min(names.size(), from + AT_ONCE))));
        }
        return firing;
    }

    private List<String> ask(Look look, List<String> names) {
        DescribeAlarmsResponse found = scope.service("cloudwatch", CloudWatchClient.class)
                .about("alarms " + String.join(", ", names))
                .read(
                        look,
                        "DescribeAlarms",
                        client -> client.describeAlarms(ask ->
                                ask.alarmNames(names).alarmTypes(AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM)));
        Stream<String> metric = found.metricAlarms().stream()
                .filter(alarm -> reverts(alarm.stateValue(), alarm.actionsEnabled()))
                .map(alarm -> alarm.alarmName() + " (" + alarm.stateValueAsString() + ")");
        Stream<String> composite = found.compositeAlarms().stream()
                .filter(alarm -> reverts(alarm.stateValue(), alarm.actionsEnabled()))
                .map(alarm -> alarm.alarmName() + " (" + alarm.stateValueAsString() + ")");
        return Stream.concat(metric, composite).toList();
    }

    private static boolean reverts(StateValue state, Boolean actions) {
        return !Boolean.FALSE.equals(actions) && (state == StateValue.ALARM || state == StateValue.INSUFFICIENT_DATA);
    }
}
