package dev.rollback.testkit.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.testkit.account.FakeAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.CompositeAlarm;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.InvalidNextTokenException;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

class FakeCloudWatchTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private Instant now = NOON;
    private final FakeCloudWatch cloudWatch =
            new FakeCloudWatch(new FakeAccount(() -> now, "eu-west-1", "123456789012"));

    private MetricAlarm describe(String name) {
        return cloudWatch.describeAlarms(r -> r.alarmNames(name)).metricAlarms().get(0);
    }

    @Test
    void an_alarm_is_ok_until_told_otherwise() {
        cloudWatch.alarm("5xx");

        assertThat(describe("5xx").stateValue()).isEqualTo(StateValue.OK);
        assertThat(describe("5xx").alarmArn()).isEqualTo("arn:aws:cloudwatch:eu-west-1:123456789012:alarm:5xx");
    }

    @Test
    void names_that_do_not_exist_are_silently_missing() {
        cloudWatch.alarm("5xx");

        DescribeAlarmsResponse found = cloudWatch.describeAlarms(r -> r.alarmNames("5xx", "latency"));

        assertThat(found.metricAlarms()).extracting(MetricAlarm::alarmName).containsExactly("5xx");
    }

    @Test
    void composite_alarms_come_only_when_their_type_is_asked_for() {
        cloudWatch.alarm("5xx");
        cloudWatch.alarm("release").composite();

        DescribeAlarmsResponse plain = cloudWatch.describeAlarms(r -> r.alarmNames("5xx", "release"));
        DescribeAlarmsResponse both = cloudWatch.describeAlarms(
                r -> r.alarmNames("5xx", "release").alarmTypes(AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM));

        assertThat(plain.compositeAlarms()).isEmpty();
        assertThat(both.metricAlarms()).hasSize(1);
        assertThat(both.compositeAlarms()).extracting(CompositeAlarm::alarmName).containsExactly("release");
    }

    @Test
    void an_update_that_repeats_the_state_does_not_move_the_transition() {
        FakeAlarm alarm = cloudWatch.alarm("5xx");
        alarm.becomes(StateValue.ALARM, NOON.plusSeconds(60)).becomes(StateValue.ALARM, NOON.plusSeconds(120));
        now = NOON.plusSeconds(180);

        assertThat(describe("5xx").stateTransitionedTimestamp()).isEqualTo(NOON.plusSeconds(60));
        assertThat(describe("5xx").stateUpdatedTimestamp()).isEqualTo(NOON.plusSeconds(120));
    }

    @Test
    void a_state_that_lies_ahead_is_not_seen_yet() {
        cloudWatch.alarm("5xx").inAlarm().becomes(StateValue.OK, NOON.plus(Duration.ofMinutes(5)));

        assertThat(describe("5xx").stateValue()).isEqualTo(StateValue.ALARM);
        assertThat(cloudWatch.stateAt("5xx", NOON.plus(Duration.ofMinutes(5)))).hasValue(StateValue.OK);
        assertThat(cloudWatch.stateAt("latency", NOON)).isEmpty();
    }

    @Test
    void states_are_given_in_the_order_of_time() {
        FakeAlarm alarm = cloudWatch.alarm("5xx").inAlarm();

        assertThatThrownBy(() -> alarm.becomes(StateValue.OK, NOON.minusSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The alarm '5xx' cannot become OK at 2026-11-20T11:59:59Z: expected a time not before its"
                        + " last state's, 2026-11-20T12:00:00Z. Give an alarm its states in the order of time.");
    }

    @Test
    void a_new_metric_alarm_lacks_data_until_its_state_is_set() {
        cloudWatch.putMetricAlarm(r -> r.alarmName("5xx").metricName("5XXError").threshold(5.0));
        assertThat(describe("5xx").stateValue()).isEqualTo(StateValue.INSUFFICIENT_DATA);

        cloudWatch.setAlarmState(r -> r.alarmName("5xx").stateValue("OK").stateReason("quiet"));

        assertThat(describe("5xx").stateValue()).isEqualTo(StateValue.OK);
        assertThat(describe("5xx").stateReason()).isEqualTo("quiet");
    }

    @Test
    void the_state_of_an_unknown_alarm_cannot_be_set() {
        assertThatThrownBy(() -> cloudWatch.setAlarmState(
                        r -> r.alarmName("5xx").stateValue("OK").stateReason("quiet")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void alarms_are_listed_in_pages() {
        IntStream.range(0, 5).forEach(i -> cloudWatch.alarm("alarm-" + i));

        var sizes = cloudWatch.describeAlarmsPaginator(r -> r.maxRecords(2)).stream()
                .map(page -> page.metricAlarms().size())
                .toList();

        assertThat(sizes).containsExactly(2, 2, 1);
    }

    @Test
    void prefix_and_state_narrow_the_list() {
        cloudWatch.alarm("checkout-5xx").inAlarm();
        cloudWatch.alarm("checkout-latency").ok();
        cloudWatch.alarm("search-5xx").insufficientData();

        DescribeAlarmsResponse found =
                cloudWatch.describeAlarms(r -> r.alarmNamePrefix("checkout-").stateValue(StateValue.ALARM));

        assertThat(found.metricAlarms()).extracting(MetricAlarm::alarmName).containsExactly("checkout-5xx");
    }

    @Test
    void more_than_a_hundred_names_are_refused() {
        var names = IntStream.range(0, 101).mapToObj(i -> "alarm-" + i).toList();

        assertThatThrownBy(() -> cloudWatch.describeAlarms(r -> r.alarmNames(names)))
                .isInstanceOf(CloudWatchException.class)
                .hasMessageContaining("100");
    }

    @Test
    void names_and_prefix_exclude_each_other() {
        assertThatThrownBy(
                        () -> cloudWatch.describeAlarms(r -> r.alarmNames("5xx").alarmNamePrefix("5")))
                .isInstanceOf(CloudWatchException.class);
    }

    @Test
    void a_token_that_was_not_issued_is_refused() {
        assertThatThrownBy(() -> cloudWatch.describeAlarms(r -> r.nextToken("made up")))
                .isInstanceOf(InvalidNextTokenException.class);
    }

    @Test
    void the_relatives_of_a_composite_alarm_are_not_faked() {
        assertThatThrownBy(() -> cloudWatch.describeAlarms(r -> r.childrenOfAlarmName("release")))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageStartingWith("cloudwatch:DescribeAlarms is faked without");
    }

    @Test
    void an_alarm_whose_actions_are_disabled_goes_on_changing_its_state() {
        cloudWatch.alarm("5xx").actionsDisabled().inAlarm();

        MetricAlarm shown = cloudWatch
                .describeAlarms(r -> r.alarmNames("5xx"))
                .metricAlarms()
                .get(0);

        assertThat(shown.actionsEnabled()).isFalse();
        assertThat(shown.stateValue()).isEqualTo(StateValue.ALARM);
        assertThat(cloudWatch.hasActionsEnabled("5xx")).isFalse();
        assertThat(cloudWatch.hasActionsEnabled("no such alarm")).isFalse();
    }
}
