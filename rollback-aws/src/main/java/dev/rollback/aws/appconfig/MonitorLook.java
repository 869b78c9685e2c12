package dev.rollback.aws.appconfig;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.target.Look;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** Which alarms would make AppConfig roll a deployment back: those that fire or lack data, unless their actions are off. */
final class MonitorLook {

    private static final int AT_ONCE = 100;
    private static final String ALARM = ":alarm:";

    private final AwsScope scope;

    MonitorLook(AwsScope scope) {
        this.scope = scope;
    }

    /**
     * What was found.
     *
     * @param firing alarms that would make AppConfig roll back, with their state
     * @param missing alarms that are not there
     */
    record Found(List<String> firing, List<String> missing) {}

    Found look(Look look, List<String> arns) {
        List<String> names = arns.stream().map(MonitorLook::name).toList();
        List<String> firing = new ArrayList<>();
        Set<String> missing = new LinkedHashSet<>(names);
        for (int from = 0; from < names.size(); from += AT_ONCE) {
            DescribeAlarmsResponse answer = ask(look, names.subList(from, Math.min(names.size(), from + AT_ONCE)));
            alarms(answer).forEach(alarm -> {
                missing.remove(alarm.name());
                if (alarm.reverts()) {
                    firing.add(alarm.name() + " (" + alarm.state() + ")");
                }
            });
        }
        return new Found(firing, List.copyOf(missing));
    }

    /** An alarm, of one metric or of others. */
    private record Alarm(
            String name, StateValue state, @Nullable Boolean actions) {
        boolean reverts() {
            return !Boolean.FALSE.equals(actions)
                    && (state == StateValue.ALARM || state == StateValue.INSUFFICIENT_DATA);
        }
    }

    private static Stream<Alarm> alarms(DescribeAlarmsResponse answer) {
        return Stream.concat(
                answer.metricAlarms().stream()
                        .map(alarm -> new Alarm(alarm.alarmName(), alarm.stateValue(), alarm.actionsEnabled())),
                answer.compositeAlarms().stream()
                        .map(alarm -> new Alarm(alarm.alarmName(), alarm.stateValue(), alarm.actionsEnabled())));
    }

    /** What follows {@code :alarm:}; the name itself may hold colons. */
    private static String name(String arn) {
        int alarm = arn.indexOf(ALARM);
        return alarm < 0 ? arn : arn.substring(alarm + ALARM.length());
    }

    private DescribeAlarmsResponse ask(Look look, List<String> names) {
        return scope.service("cloudwatch", CloudWatchClient.class)
                .about("alarms " + String.join(", ", names))
                .read(
                        look,
                        "DescribeAlarms",
                        client -> client.describeAlarms(ask -> ask.alarmNames(names)
                                .maxRecords(AT_ONCE)
                                .alarmTypes(AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM)));
    }
}
