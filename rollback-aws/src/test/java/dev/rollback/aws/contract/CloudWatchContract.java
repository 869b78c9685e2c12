package dev.rollback.aws.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.time.EngineTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.DimensionFilter;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/** What probes take for granted of CloudWatch. */
interface CloudWatchContract {

    /** Names of different tests differ, so that an emulator need not be emptied. */
    AtomicInteger NAMES = new AtomicInteger();

    Dimension CHECKOUT = Dimension.builder().name("Service").value("checkout").build();

    Subject subject();

    private CloudWatchClient cloudWatch() {
        return subject().client(CloudWatchClient.class);
    }

    private static String name() {
        return "Contract" + ProcessHandle.current().pid() + "x" + NAMES.incrementAndGet();
    }

    /** A whole minute of a while ago: emulators live in the time that it is. */
    private static Instant minute() {
        return EngineTime.system().instant().truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofMinutes(10));
    }

    private void put(String metric, Instant at, double... values) {
        for (double value : values) {
            MetricDatum datum = MetricDatum.builder()
                    .metricName(metric)
                    .dimensions(CHECKOUT)
                    .timestamp(at)
                    .value(value)
                    .build();
            var unused = cloudWatch()
                    .putMetricData(request -> request.namespace("Contract").metricData(datum));
        }
    }

    private MetricDataResult read(String metric, String statistic, Instant from, Instant to, Dimension... dimensions) {
        Metric asked = Metric.builder()
                .namespace("Contract")
                .metricName(metric)
                .dimensions(dimensions)
                .build();
        MetricDataQuery query = MetricDataQuery.builder()
                .id("value")
                .metricStat(stat -> stat.metric(asked).stat(statistic).period(60))
                .build();
        return cloudWatch()
                .getMetricData(request -> request.metricDataQueries(query)
                        .startTime(from)
                        .endTime(to)
                        .scanBy(ScanBy.TIMESTAMP_ASCENDING))
                .metricDataResults()
                .get(0);
    }

    @Test
    default void makes_one_value_of_those_of_a_minute() {
        String metric = name();
        Instant minute = minute();
        put(metric, minute.plusSeconds(5), 1, 3);
        Instant end = minute.plus(Duration.ofMinutes(1));

        assertThat(read(metric, "Sum", minute, end, CHECKOUT).values()).containsExactly(4.0);
        assertThat(read(metric, "Average", minute, end, CHECKOUT).values()).containsExactly(2.0);
        assertThat(read(metric, "Minimum", minute, end, CHECKOUT).values()).containsExactly(1.0);
        assertThat(read(metric, "Maximum", minute, end, CHECKOUT).values()).containsExactly(3.0);
        assertThat(read(metric, "SampleCount", minute, end, CHECKOUT).values()).containsExactly(2.0);
    }

    @Test
    default void tells_the_minutes_that_have_data_by_their_begin_the_oldest_first() {
        String metric = name();
        Instant minute = minute();
        Instant later = minute.plus(Duration.ofMinutes(2));
        put(metric, later.plusSeconds(30), 7);
        put(metric, minute.plusSeconds(5), 5);

        MetricDataResult result = read(metric, "Sum", minute, later.plus(Duration.ofMinutes(1)), CHECKOUT);

        assertThat(result.timestamps()).containsExactly(minute, later);
        assertThat(result.values()).containsExactly(5.0, 7.0);
        assertThat(result.id()).isEqualTo("value");
    }

    @Test
    default void the_end_of_the_time_asked_for_is_not_in_it() {
        String metric = name();
        Instant minute = minute();
        put(metric, minute, 5);

        assertThat(read(metric, "Sum", minute.minus(Duration.ofMinutes(5)), minute, CHECKOUT)
                        .values())
                .isEmpty();
    }

    @Test
    default void a_metric_without_its_dimensions_is_another_one() throws Exception {
        String metric = name();
        Instant minute = minute();
        put(metric, minute, 5);

        subject()
                .keepsUnless(
                        Deviation.METRIC_OF_ALL_DIMENSIONS,
                        () -> assertThat(read(metric, "Sum", minute, minute.plusSeconds(60))
                                        .values())
                                .isEmpty());
    }

    @Test
    default void lists_the_metrics_that_had_data() {
        String metric = name();
        put(metric, minute(), 5);

        List<Metric> found = cloudWatch()
                .listMetrics(request -> request.namespace("Contract")
                        .metricName(metric)
                        .dimensions(DimensionFilter.builder()
                                .name("Service")
                                .value("checkout")
                                .build()))
                .metrics();

        assertThat(found)
                .singleElement()
                .satisfies(one -> assertThat(one.dimensions()).containsExactly(CHECKOUT));
        assertThat(cloudWatch()
                        .listMetrics(request -> request.namespace("Contract").metricName(metric + "x"))
                        .metrics())
                .isEmpty();
    }

    @Test
    default void an_alarm_is_in_the_state_that_it_was_set_to() {
        String alarm = name();
        var made = cloudWatch()
                .putMetricAlarm(request -> request.alarmName(alarm)
                        .namespace("Contract")
                        .metricName("Errors")
                        .statistic(Statistic.SUM)
                        .period(60)
                        .evaluationPeriods(1)
                        .threshold(5.0)
                        .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD));
        var set = cloudWatch()
                .setAlarmState(request ->
                        request.alarmName(alarm).stateValue(StateValue.ALARM).stateReason("the contract"));

        DescribeAlarmsResponse shown = cloudWatch()
                .describeAlarms(request ->
                        request.alarmNames(alarm).alarmTypes(AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM));

        assertThat(made).isNotNull();
        assertThat(set).isNotNull();
        assertThat(shown.metricAlarms()).singleElement().satisfies(one -> {
            assertThat(one.stateValue()).isEqualTo(StateValue.ALARM);
            assertThat(one.stateReason()).isEqualTo("the contract");
        });
    }

    @Test
    default void an_alarm_that_is_not_there_is_missing_from_the_answer() {
        String alarm = name();

        assertThat(cloudWatch()
                        .describeAlarms(request -> request.alarmNames(alarm))
                        .metricAlarms())
                .isEmpty();
    }
}
