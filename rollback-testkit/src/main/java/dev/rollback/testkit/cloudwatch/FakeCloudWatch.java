package dev.rollback.testkit.cloudwatch;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.rollback.testkit.account.AwsErrors;
import dev.rollback.testkit.account.FakeAccount;
import dev.rollback.testkit.account.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchServiceClientConfiguration;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.DeleteAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DeleteAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.InvalidNextTokenException;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsRequest;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsResponse;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmResponse;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cloudwatch.model.SetAlarmStateRequest;
import software.amazon.awssdk.services.cloudwatch.model.SetAlarmStateResponse;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/**
 * The alarms and metrics of one account: their states and values over time, as a scene sets them.
 *
 * <p>It answers DescribeAlarms, PutMetricAlarm, SetAlarmState and DeleteAlarms, and of metrics GetMetricData without expressions, ListMetrics and PutMetricData. As in AWS, a name that does not exist is
 * silently missing from the answer, and composite alarms come only to those who ask for their type. Values have a resolution of one minute, and no alarm changes by itself. Not thread-safe.
 */
public final class FakeCloudWatch implements CloudWatchClient {
    private static final int PAGE = 50;
    private static final int MOST_NAMES = 100;
    private static final String SERVICE = "CloudWatch";

    private final FakeAccount account;
    private final Map<String, FakeAlarm> alarms = new TreeMap<>();
    private final MetricCalls metrics;

    /** Opens an account without alarms and metrics. */
    public FakeCloudWatch(FakeAccount account) {
        this.account = requireNonNull(account, "account");
        this.metrics = new MetricCalls(account);
    }

    /**
     * Returns a metric, made where there is none.
     *
     * @param dimensions names and values in turn: {@code "FunctionName", "search"}
     */
    public FakeMetric metric(String namespace, String name, String... dimensions) {
        return metrics.metric(namespace, name, MetricCalls.dimensions(dimensions));
    }

    @Override
    public PutMetricDataResponse putMetricData(PutMetricDataRequest request) {
        return metrics.put(request);
    }

    @Override
    public ListMetricsResponse listMetrics(ListMetricsRequest request) {
        return metrics.list(request);
    }

    @Override
    public GetMetricDataResponse getMetricData(GetMetricDataRequest request) {
        return metrics.data(request);
    }

    /** Returns the alarm of that name, made in state OK where there is none. */
    public FakeAlarm alarm(String name) {
        return alarms.computeIfAbsent(
                name,
                missing -> new FakeAlarm(
                        account,
                        PutMetricAlarmRequest.builder().alarmName(missing).build(),
                        StateValue.OK));
    }

    /** Returns the state of an alarm at a moment; empty if there is no such alarm. */
    public Optional<StateValue> stateAt(String name, Instant at) {
        return Optional.ofNullable(alarms.get(name)).map(alarm -> alarm.stateAt(at));
    }

    /** Returns whether there is an alarm of that name that may act when its state changes. */
    public boolean hasActionsEnabled(String name) {
        FakeAlarm alarm = alarms.get(name);
        return alarm != null && alarm.hasActionsEnabled();
    }

    @Override
    public PutMetricAlarmResponse putMetricAlarm(PutMetricAlarmRequest request) {
        alarms.computeIfAbsent(
                        request.alarmName(), name -> new FakeAlarm(account, request, StateValue.INSUFFICIENT_DATA))
                .configure(request);
        return PutMetricAlarmResponse.builder().build();
    }

    @Override
    public SetAlarmStateResponse setAlarmState(SetAlarmStateRequest request) {
        FakeAlarm alarm = alarms.get(request.alarmName());
        if (alarm == null) {
            throw AwsErrors.error(
                    ResourceNotFoundException.builder(), 404, "ResourceNotFound", "Unknown alarm", SERVICE);
        }
        alarm.becomes(request.stateValue(), account.now(), requireNonNullElse(request.stateReason(), ""));
        return SetAlarmStateResponse.builder().build();
    }

    @Override
    public DeleteAlarmsResponse deleteAlarms(DeleteAlarmsRequest request) {
        request.alarmNames().forEach(alarms::remove);
        return DeleteAlarmsResponse.builder().build();
    }

    @Override
    public DescribeAlarmsResponse describeAlarms(DescribeAlarmsRequest request) {
        refuseFamilyTree(request);
        validate(request);
        Instant now = account.now();
        List<FakeAlarm> matching = alarms.values().stream()
                .filter(alarm -> matches(alarm, request, now))
                .toList();
        Page<FakeAlarm> page = Page.of(
                matching,
                request.nextToken(),
                requireNonNullElse(
                        request.maxRecords(),
                        Math.max(PAGE, request.alarmNames().size())),
                FakeCloudWatch::badToken);
        return response(page, now);
    }

    private static DescribeAlarmsResponse response(Page<FakeAlarm> page, Instant now) {
        return DescribeAlarmsResponse.builder()
                .metricAlarms(page.items().stream()
                        .filter(alarm -> !alarm.isComposite())
                        .map(alarm -> alarm.metric(now))
                        .toList())
                .compositeAlarms(page.items().stream()
                        .filter(FakeAlarm::isComposite)
                        .map(alarm -> alarm.composite(now))
                        .toList())
                .nextToken(page.nextToken())
                .build();
    }

    private static boolean matches(FakeAlarm alarm, DescribeAlarmsRequest request, Instant now) {
        return types(request).contains(alarm.isComposite() ? AlarmType.COMPOSITE_ALARM : AlarmType.METRIC_ALARM)
                && (!request.hasAlarmNames() || request.alarmNames().contains(alarm.name()))
                && startsWith(alarm.name(), request.alarmNamePrefix())
                && (request.stateValue() == null || request.stateValue() == alarm.stateAt(now));
    }

    private static List<AlarmType> types(DescribeAlarmsRequest request) {
        return request.hasAlarmTypes() ? request.alarmTypes() : List.of(AlarmType.METRIC_ALARM);
    }

    private static boolean startsWith(String name, @Nullable String prefix) {
        return prefix == null || name.startsWith(prefix);
    }

    private static void validate(DescribeAlarmsRequest request) {
        if (request.alarmNames().size() > MOST_NAMES) {
            throw invalid("ValidationError", "Member must have length less than or equal to " + MOST_NAMES);
        }
        if (request.hasAlarmNames() && request.alarmNamePrefix() != null) {
            throw invalid("InvalidParameterCombination", "AlarmNamePrefix and AlarmNames are mutually exclusive");
        }
    }

    private static void refuseFamilyTree(DescribeAlarmsRequest request) {
        if (request.childrenOfAlarmName() != null || request.parentsOfAlarmName() != null) {
            throw new UnsupportedOperationException(
                    "cloudwatch:DescribeAlarms is faked without childrenOfAlarmName and parentsOfAlarmName:"
                            + " expected alarmNames, alarmNamePrefix, alarmTypes or stateValue."
                            + " Name the alarms that the plan watches.");
        }
    }

    private static AwsServiceException invalid(String code, String message) {
        return AwsErrors.badRequest(CloudWatchException.builder(), code, message, SERVICE);
    }

    private static AwsServiceException badToken() {
        return AwsErrors.badRequest(
                InvalidNextTokenException.builder(), "InvalidNextToken", "The next token is invalid", SERVICE);
    }

    @Override
    public CloudWatchServiceClientConfiguration serviceClientConfiguration() {
        return CloudWatchServiceClientConfiguration.builder()
                .region(Region.of(account.region()))
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
