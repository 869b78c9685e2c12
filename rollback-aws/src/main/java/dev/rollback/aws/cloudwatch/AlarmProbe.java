package dev.rollback.aws.cloudwatch;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.health.Health;
import dev.rollback.health.Probe;
import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;

/**
 * Whether an alarm of CloudWatch is OK: of one metric, or a composite one. Made by {@code AwsTargets.alarm(name)}. Immutable and thread-safe. Needs {@code cloudwatch:DescribeAlarms}.
 *
 * <p>An alarm that lacks data, or is OK though CloudWatch could not evaluate all of it, says nothing; {@link #withoutData} says what else to take the former for. The preview warns of an alarm that fires already: until it recovers it tells good from bad no more
 * than a stopped clock.
 */
public final class AlarmProbe implements Probe {

    private static final int LONGEST_NAME = 255;

    private final AwsScope scope;
    private final String name;
    private final Health.Verdict withoutData;

    /**
     * An alarm.
     *
     * @throws IllegalArgumentException when no alarm can have that name
     */
    public AlarmProbe(AwsScope scope, String name) {
        this(scope, requireName(name), Health.Verdict.UNKNOWN);
    }

    private AlarmProbe(AwsScope scope, String name, Health.Verdict withoutData) {
        this.scope = scope;
        this.name = name;
        this.withoutData = withoutData;
    }

    private static String requireName(String name) {
        if (name.isBlank() || name.length() > LONGEST_NAME || name.startsWith("arn:")) {
            throw new IllegalArgumentException("\"" + name + "\" names no alarm: expected its name alone, of 1 to "
                    + LONGEST_NAME + " characters. Copy it from the list of alarms.");
        }
        return name;
    }

    /** The same probe, which takes an alarm that lacks data for this. */
    public AlarmProbe withoutData(Health.Verdict verdict) {
        return new AlarmProbe(scope, name, verdict);
    }

    @Override
    public String describe() {
        return "alarm " + name + " is OK";
    }

    /** One alarm as CloudWatch shows it. */
    private record Shown(String state, String reason, boolean sure) {}

    private Optional<Shown> shown(Look look) {
        DescribeAlarmsResponse answer = scope.service("cloudwatch", CloudWatchClient.class)
                .about("alarm " + name)
                .read(
                        look,
                        "DescribeAlarms",
                        client -> client.describeAlarms(ask ->
                                ask.alarmNames(name).alarmTypes(AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM)));
        return Stream.concat(
                        answer.metricAlarms().stream()
                                .map(alarm -> new Shown(
                                        alarm.stateValueAsString(),
                                        text(alarm.stateReason()),
                                        alarm.evaluationState() == null)),
                        answer.compositeAlarms().stream()
                                .map(alarm -> new Shown(alarm.stateValueAsString(), text(alarm.stateReason()), true)))
                .findFirst();
    }

    private static String text(@Nullable String reason) {
        return reason == null || reason.isBlank() ? "" : ": " + Evidence.shortened(reason);
    }

    @Override
    public Health look(Look look) {
        return shown(look)
                .map(this::judged)
                .orElseGet(() -> Health.unknown("there is no alarm " + name + " in " + scope.region()));
    }

    private Health judged(Shown alarm) {
        String evidence = "alarm " + name + " is " + alarm.state() + alarm.reason();
        return switch (alarm.state() == null ? "" : alarm.state().toUpperCase(Locale.ROOT)) {
            case "OK" ->
                alarm.sure()
                        ? Health.healthy(evidence)
                        : Health.unknown(evidence + "; CloudWatch could not evaluate all of it");
            case "ALARM" -> Health.unhealthy(evidence);
            case "INSUFFICIENT_DATA" -> new Health(withoutData, evidence);
            default -> Health.unknown(evidence);
        };
    }

    /** That there is no such alarm, or that it fires already. */
    @Override
    public List<Finding> check(Look look) {
        Optional<Shown> alarm = shown(look);
        if (alarm.isEmpty()) {
            return List.of(Finding.soft(
                    "NO_SUCH_ALARM",
                    "There is no alarm " + name + " in " + scope.region() + ": nothing it watches could be verified.",
                    "Name one that there is, or override NO_SUCH_ALARM with a reason."));
        }
        return alarm.get().state() != null && alarm.get().state().equals("ALARM")
                ? List.of(Finding.note(
                        "ALARM_FIRES", "Alarm " + name + " fires already; it says nothing until it has recovered."))
                : List.of();
    }
}
