package dev.rollback.aws.cloudwatch;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mockito.Mockito.mock;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.ClientSource;
import dev.rollback.health.Health;
import dev.rollback.health.Health.Verdict;
import dev.rollback.target.Finding;
import dev.rollback.target.TargetException;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

/** What is read of metrics, of which minutes, and what is made of it. */
class MetricProbeTest {

    private final MetricsWorld shop = new MetricsWorld();

    private static double[] values(double... values) {
        return values;
    }

    @Test
    void a_value_below_the_limit_is_well() {
        shop.latency.measures(minute -> values(0.2, 0.4));

        assertThat(shop.look(shop.latency().below(0.8)))
                .isEqualTo(Health.healthy("Average of TargetResponseTime is 0.3, expected below 0.8"));
        assertThat(shop.look(shop.latency().below(0.25)).verdict()).isEqualTo(Verdict.UNHEALTHY);
        assertThat(shop.look(shop.latency().above(0.2)).verdict()).isEqualTo(Verdict.HEALTHY);
        assertThat(shop.look(shop.latency().above(0.35)).verdict()).isEqualTo(Verdict.UNHEALTHY);
    }

    @Test
    void a_percentile_is_asked_for_by_its_name() {
        shop.latency.measures(minute -> values(0.1, 0.1, 0.1, 2));

        assertThat(shop.look(shop.latency().statistic("p99").below(0.8)).verdict())
                .isEqualTo(Verdict.UNHEALTHY);
        assertThat(shop.look(shop.latency().statistic("p50").below(0.8)).verdict())
                .isEqualTo(Verdict.HEALTHY);
    }

    @Test
    void a_minute_that_is_filling_up_is_left_out() {
        Instant now = shop.now();
        shop.requests.counts(minute -> minute.isBefore(now.minus(ofMinutes(1))) ? 1_000L : 3L);
        MetricProbe traffic = shop.aws
                .metric(MetricsWorld.ELB, "RequestCount")
                .dimension("LoadBalancer", "app/shop/1")
                .statistic("Sum")
                .above(500);

        assertThat(shop.look(traffic).verdict()).isEqualTo(Verdict.HEALTHY);
        shop.world.clock().advance(ofMinutes(1));
        assertThat(shop.look(traffic).verdict()).isEqualTo(Verdict.UNHEALTHY);
    }

    @Test
    void between_two_thresholds_it_says_nothing() {
        MetricProbe latency = shop.latency().recoveredBelow(0.5).alertAbove(1);

        shop.latency.measures(minute -> values(0.4));
        assertThat(shop.look(latency).verdict()).isEqualTo(Verdict.HEALTHY);
        shop.latency.measures(minute -> values(0.7));
        assertThat(shop.look(latency))
                .isEqualTo(Health.unknown("Average of TargetResponseTime is 0.7, expected below 0.5 (unwell above 1)"));
        shop.latency.measures(minute -> values(1.1));
        assertThat(shop.look(latency).verdict()).isEqualTo(Verdict.UNHEALTHY);
    }

    @Test
    void of_several_periods_one_is_enough_to_be_unwell() {
        Instant bad = FakeMinutes.ago(shop.now(), 3);
        shop.latency.measures(minute -> values(minute.equals(bad) ? 3 : 0.1));

        assertThat(shop.look(shop.latency().over(1).below(0.8)).verdict()).isEqualTo(Verdict.HEALTHY);
        assertThat(shop.look(shop.latency().over(5).below(0.8)).verdict()).isEqualTo(Verdict.UNHEALTHY);
    }

    @Test
    void no_data_says_nothing_unless_told_otherwise() {
        MetricProbe latency = shop.latency().below(0.8);

        assertThat(shop.look(latency).verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(shop.look(latency).evidence()).contains("no data for the 60 s until ");
        assertThat(shop.look(latency.withoutData(Verdict.UNHEALTHY)).verdict()).isEqualTo(Verdict.UNHEALTHY);
        assertThat(shop.look(latency.withoutData(Verdict.HEALTHY)).verdict()).isEqualTo(Verdict.HEALTHY);
    }

    @Test
    void data_that_stopped_is_no_data() {
        Instant stopped = FakeMinutes.ago(shop.now(), 2);
        shop.latency.measures(minute -> minute.isBefore(stopped) ? values(0.1) : values());

        assertThat(shop.look(shop.latency().over(5).below(0.8)).verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void too_few_samples_say_nothing() {
        shop.latency.measures(minute -> values(3, 3));

        assertThat(shop.look(shop.latency().below(0.8).minimumSamples(10)))
                .isEqualTo(Health.unknown("Average of TargetResponseTime: only 2 counted, expected 10 or more"));
    }

    @Test
    void what_it_was_before_the_incident_is_compared_with() {
        Instant deployed = shop.now().minus(ofMinutes(20));
        shop.latency.measures(minute -> values(minute.isBefore(deployed) ? 0.2 : 0.25));
        MetricProbe latency = shop.latency().withinBaseline(50, 0.1);

        assertThat(shop.lookSince(deployed, latency).verdict()).isEqualTo(Verdict.HEALTHY);
        shop.latency.measures(minute -> values(minute.isBefore(deployed) ? 0.2 : 0.31));
        assertThat(shop.lookSince(deployed, latency).verdict()).isEqualTo(Verdict.UNHEALTHY);
        assertThat(shop.lookSince(deployed, latency).evidence()).contains("is 0.31, 0.2 on average before ");
        assertThat(shop.look(latency).evidence()).contains("say incidentStartedAt");
    }

    @Test
    void what_was_none_before_may_be_a_little_now() {
        Instant deployed = shop.now().minus(ofMinutes(20));
        shop.requests.counts(minute -> 100_000L);
        shop.errors.counts(minute -> minute.isBefore(deployed) ? null : 1L);
        MetricProbe rate = shop.errorRate().withinBaseline(50, 0.5);

        assertThat(shop.lookSince(deployed, rate).verdict()).isEqualTo(Verdict.HEALTHY);
        shop.errors.counts(minute -> minute.isBefore(deployed) ? null : 600L);
        assertThat(shop.lookSince(deployed, rate).verdict()).isEqualTo(Verdict.UNHEALTHY);
    }

    @Test
    void a_bad_period_counts_though_the_last_one_has_no_data() {
        Instant bad = FakeMinutes.ago(shop.now(), 4);
        shop.errors.counts(minute -> minute.equals(bad) ? 2_000L : null);
        MetricProbe errors = shop.aws
                .metric(MetricsWorld.ELB, "HTTPCode_Target_5XX_Count")
                .dimension("LoadBalancer", "app/shop/1")
                .statistic("Sum")
                .over(5)
                .below(10)
                .withoutData(Verdict.HEALTHY);

        assertThat(shop.look(errors).verdict()).isEqualTo(Verdict.UNHEALTHY);
        assertThat(shop.look(errors.withoutData(Verdict.UNKNOWN)).verdict()).isEqualTo(Verdict.UNHEALTHY);
    }

    @Test
    void a_metric_is_found_on_a_later_page() {
        shop.world.cloudWatch().metric("Shop", "Errors").counts(minute -> 1L);
        for (int i = 0; i < 600; i++) {
            shop.world
                    .cloudWatch()
                    .metric("Shop", "Errors", "Function", "f" + i)
                    .counts(minute -> 1L);
        }

        assertThat(shop.aws.metric("Shop", "Errors").below(5).check(shop.eye())).isEmpty();
        assertThat(shop.aws
                        .metric("Shop", "Quiet")
                        .below(5)
                        .withoutData(Verdict.HEALTHY)
                        .check(shop.eye()))
                .extracting(Finding::level)
                .containsExactly(Finding.Level.NOTE);
    }

    @Test
    void an_error_rate_sums_up_both_and_wants_enough_requests() {
        shop.requests.counts(minute -> 200L);
        shop.errors.counts(minute -> 14L);

        assertThat(shop.look(shop.errorRate().below(5)))
                .isEqualTo(Health.unhealthy("HTTPCode_Target_5XX_Count in % of RequestCount is 7, expected below 5"));
        assertThat(shop.look(shop.errorRate().below(8)).isHealthy()).isTrue();
        assertThat(shop.look(shop.errorRate().minimumRequests(1_000).below(5)).verdict())
                .isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void errors_that_nobody_counted_are_none_and_no_requests_are_no_data() {
        shop.requests.counts(minute -> 200L);
        assertThat(shop.look(shop.errorRate().below(5)).isHealthy()).isTrue();

        shop.requests.counts(minute -> null);
        assertThat(shop.look(shop.errorRate().below(5)).verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void a_metric_that_is_not_there_is_found_by_the_preview() {
        shop.latency.measures(minute -> values(0.1));

        assertThat(shop.latency().below(1).check(shop.eye())).isEmpty();
        List<Finding> found = shop.aws
                .metric(MetricsWorld.ELB, "TargetResponseTime")
                .dimension("LoadBalancer", "app/shopp/1")
                .below(1)
                .check(shop.eye());
        assertThat(found).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("NO_SUCH_METRIC");
            assertThat(finding.text()).contains("but with {LoadBalancer=app/shop/1}");
        });
        assertThat(shop.aws
                        .metric(MetricsWorld.ELB, "TargetResponseTime")
                        .below(1)
                        .check(shop.eye()))
                .as("without its dimensions it is another metric")
                .hasSize(1);
    }

    @Test
    void one_that_has_nothing_to_compare_with_is_found_by_the_preview() {
        shop.latency.measures(minute -> values(0.1));

        assertThat(shop.latency().withinBaseline(50, 0.1).check(shop.eye()))
                .extracting(Finding::code)
                .containsExactly("NO_BASELINE");
    }

    @Test
    void metrics_of_two_regions_make_no_rate() {
        Metric there = new Metric(AwsScope.of(shop.world::client, "us-east-1", "123456789012"), "Shop", "Errors");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> shop.aws.errorRate(there, shop.aws.metric("Shop", "Requests")))
                .withMessageContaining("expected both in one region");
    }

    @Test
    void a_part_of_the_data_is_judged_only_with_the_rest() {
        List<GetMetricDataResponse> pages =
                List.of(page(1, "next", StatusCode.PARTIAL_DATA), page(2, null, StatusCode.COMPLETE));
        MetricProbe sum = paged(pages).statistic("Sum").over(2).below(10);

        assertThat(shop.look(sum).evidence()).contains(" is 1, 2, expected below 10");
        MetricProbe cut = paged(List.of(page(1, null, StatusCode.PARTIAL_DATA))).below(10);
        assertThatExceptionOfType(TargetException.class)
                .isThrownBy(() -> shop.look(cut))
                .withMessageContaining("only a part");
    }

    private GetMetricDataResponse page(int value, @Nullable String token, StatusCode status) {
        Instant last = FakeMinutes.ago(shop.now(), 2);
        List<MetricDataResult> results = Stream.of("value", "samples")
                .map(id -> MetricDataResult.builder()
                        .id(id)
                        .timestamps(last.minus(ofMinutes(2 - value)))
                        .values((double) value)
                        .statusCode(status)
                        .build())
                .toList();
        return GetMetricDataResponse.builder()
                .metricDataResults(results)
                .nextToken(token)
                .build();
    }

    private static Metric paged(List<GetMetricDataResponse> pages) {
        Iterator<GetMetricDataResponse> next = pages.iterator();
        CloudWatchClient client = mock(CloudWatchClient.class, invocation -> next.next());
        ClientSource source = new ClientSource() {
            @Override
            public <C extends SdkClient> C client(Class<C> type) {
                return type.cast(client);
            }
        };
        return new Metric(AwsScope.of(source, "eu-west-1", "123456789012"), "Shop", "Errors");
    }

    @Test
    void what_cannot_be_is_refused_where_it_is_said() {
        Metric latency = shop.latency();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> latency.period(ofSeconds(45)))
                .withMessageContaining("expected 1, 5, 10, 20 or 30 seconds, or whole minutes up to a day");
        assertThatIllegalArgumentException().isThrownBy(() -> latency.period(ofHours(25)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> latency.statistic("99p"))
                .withMessageContaining("or a percentile such as p99");
        assertThatIllegalArgumentException().isThrownBy(() -> latency.over(0));
        assertThatIllegalArgumentException().isThrownBy(() -> latency.below(Double.NaN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> latency.recoveredBelow(5).alertAbove(1))
                .withMessageContaining("expected the second not to be less than the first");
        assertThatIllegalArgumentException().isThrownBy(() -> latency.withinBaseline(-5, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> latency.dimension("LoadBalancer", "again"));
        assertThatIllegalArgumentException().isThrownBy(() -> shop.aws.metric("", "x"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shop.errorRate().below(500))
                .withMessageContaining("An error rate of 500.0 %");
        assertThatIllegalArgumentException().isThrownBy(() -> shop.errorRate().minimumRequests(0));
    }

    /** Minutes of the world. */
    private static final class FakeMinutes {
        static Instant ago(Instant now, int minutes) {
            return Instant.ofEpochSecond(now.getEpochSecond() / 60 * 60).minus(ofMinutes(minutes));
        }
    }
}
