package dev.rollback.testkit.cloudwatch;

import dev.rollback.testkit.account.AwsErrors;
import dev.rollback.testkit.account.FakeAccount;
import dev.rollback.testkit.account.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.InvalidNextTokenException;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsRequest;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsResponse;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.MetricStat;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

/** The metrics of an account, and the calls about them. A name with other dimensions is another metric. */
final class MetricCalls {
    private static final String SERVICE = "CloudWatch";
    private static final Duration LISTED = Duration.ofDays(14);
    private static final int PAGE = 500;
    private static final int MOST_QUERIES = 500;
    private static final int MOST_DATAPOINTS = 100_800;

    private final FakeAccount account;
    private final Map<String, FakeMetric> metrics = new TreeMap<>();

    MetricCalls(FakeAccount account) {
        this.account = account;
    }

    FakeMetric metric(String namespace, String name, SortedMap<String, String> dimensions) {
        return metrics.computeIfAbsent(
                key(namespace, name, dimensions),
                missing -> new FakeMetric(namespace, name, dimensions)
                        .since(account.now().minus(LISTED)));
    }

    private static String key(String namespace, String name, SortedMap<String, String> dimensions) {
        return namespace + "\n" + name + "\n" + dimensions;
    }

    private Optional<FakeMetric> find(Metric metric) {
        return Optional.ofNullable(
                metrics.get(key(metric.namespace(), metric.metricName(), dimensions(metric.dimensions()))));
    }

    private static SortedMap<String, String> dimensions(List<Dimension> dimensions) {
        SortedMap<String, String> all = new TreeMap<>();
        dimensions.forEach(one -> all.put(one.name(), one.value()));
        return Collections.unmodifiableSortedMap(all);
    }

    PutMetricDataResponse put(PutMetricDataRequest request) {
        for (MetricDatum datum : request.metricData()) {
            Instant at = datum.timestamp() == null ? account.now() : datum.timestamp();
            List<Double> values = datum.value() == null ? datum.values() : List.of(datum.value());
            metric(request.namespace(), datum.metricName(), dimensions(datum.dimensions()))
                    .put(at, values);
        }
        return PutMetricDataResponse.builder().build();
    }

    ListMetricsResponse list(ListMetricsRequest request) {
        Instant now = account.now();
        List<Metric> found = metrics.values().stream()
                .filter(metric -> matches(metric, request))
                .filter(metric -> metric.hadData(now.minus(LISTED), now))
                .map(MetricCalls::shown)
                .toList();
        Page<Metric> page = Page.of(found, request.nextToken(), PAGE, MetricCalls::badToken);
        return ListMetricsResponse.builder()
                .metrics(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static boolean matches(FakeMetric metric, ListMetricsRequest request) {
        return (request.namespace() == null || request.namespace().equals(metric.namespace()))
                && (request.metricName() == null || request.metricName().equals(metric.name()))
                && request.dimensions().stream()
                        .allMatch(filter -> metric.dimensions().containsKey(filter.name())
                                && (filter.value() == null
                                        || filter.value()
                                                .equals(metric.dimensions().get(filter.name()))));
    }

    private static Metric shown(FakeMetric metric) {
        return Metric.builder()
                .namespace(metric.namespace())
                .metricName(metric.name())
                .dimensions(metric.dimensions().entrySet().stream()
                        .map(one -> Dimension.builder()
                                .name(one.getKey())
                                .value(one.getValue())
                                .build())
                        .toList())
                .build();
    }

    GetMetricDataResponse data(GetMetricDataRequest request) {
        validate(request);
        List<MetricDataResult> results = request.metricDataQueries().stream()
                .map(query -> result(query, request))
                .toList();
        return GetMetricDataResponse.builder().metricDataResults(results).build();
    }

    private MetricDataResult result(MetricDataQuery query, GetMetricDataRequest request) {
        MetricStat stat = query.metricStat();
        if (stat == null) {
            throw new UnsupportedOperationException("cloudwatch:GetMetricData is faked without expressions: the query "
                    + query.id() + " has one. Ask for the metrics, and reckon with their values.");
        }
        List<Instant> times = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        find(stat.metric()).ifPresent(metric -> fill(metric, stat, request, times, values));
        if (request.scanBy() != ScanBy.TIMESTAMP_ASCENDING) {
            Collections.reverse(times);
            Collections.reverse(values);
        }
        return MetricDataResult.builder()
                .id(query.id())
                .label(query.label() == null ? stat.metric().metricName() : query.label())
                .timestamps(times)
                .values(values)
                .statusCode(StatusCode.COMPLETE)
                .build();
    }

    private void fill(
            FakeMetric metric,
            MetricStat stat,
            GetMetricDataRequest request,
            List<Instant> times,
            List<Double> values) {
        Duration period = Duration.ofSeconds(stat.period());
        if (period.compareTo(FakeMetric.MINUTE) < 0) {
            throw new UnsupportedOperationException(
                    "cloudwatch:GetMetricData is faked for periods of whole minutes, not of " + period
                            + ". Let the plan look at minutes in a rehearsal.");
        }
        Instant now = account.now();
        for (Instant at = aligned(request.startTime(), period); at.isBefore(request.endTime()); at = at.plus(period)) {
            double[] measured = metric.values(at, period, now);
            if (measured.length > 0) {
                times.add(at);
                values.add(
                        Statistics.of(stat.stat(), measured)
                                .orElseThrow(
                                        () -> new UnsupportedOperationException(
                                                "The statistic " + stat.stat()
                                                        + " is not faked. Expected SampleCount, Sum, Average, Minimum, Maximum or a percentile such as p99.")));
            }
        }
    }

    private static Instant aligned(Instant at, Duration period) {
        return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), period.toSeconds()) * period.toSeconds());
    }

    private static void validate(GetMetricDataRequest request) {
        if (request.metricDataQueries().isEmpty() || request.metricDataQueries().size() > MOST_QUERIES) {
            throw invalid("ValidationError", "MetricDataQueries must have 1 to " + MOST_QUERIES + " members");
        }
        if (!request.startTime().isBefore(request.endTime())) {
            throw invalid("ValidationError", "The parameter StartTime must be less than the parameter EndTime.");
        }
        for (MetricDataQuery query : request.metricDataQueries()) {
            if (!query.id().matches("[a-z][a-zA-Z0-9_]*")) {
                throw invalid(
                        "ValidationError",
                        "The value " + query.id()
                                + " for parameter Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.");
            }
            MetricStat stat = query.metricStat();
            if (stat != null) {
                validate(stat, request);
            }
        }
        if (request.nextToken() != null && !request.nextToken().isEmpty()) {
            throw badToken();
        }
    }

    private static void validate(MetricStat stat, GetMetricDataRequest request) {
        int period = stat.period();
        if (period < 60 ? !List.of(1, 5, 10, 20, 30).contains(period) : period % 60 != 0) {
            throw invalid("ValidationError", "Period must be 1, 5, 10, 20, 30, or a multiple of 60.");
        }
        long points = Duration.between(request.startTime(), request.endTime()).toSeconds() / period;
        if (points > MOST_DATAPOINTS) {
            throw invalid(
                    "ValidationError",
                    "You have requested up to " + points + " datapoints, which exceeds the limit of " + MOST_DATAPOINTS
                            + ".");
        }
    }

    private static AwsServiceException invalid(String code, String message) {
        return AwsErrors.badRequest(CloudWatchException.builder(), code, message, SERVICE);
    }

    private static AwsServiceException badToken() {
        return AwsErrors.badRequest(
                InvalidNextTokenException.builder(), "InvalidNextToken", "The next token is invalid", SERVICE);
    }

    /** The dimensions that a scene says, as names and values in turn. */
    static SortedMap<String, String> dimensions(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("The dimensions " + List.of(namesAndValues)
                    + " are not names and values in turn. Expected a value for each name.");
        }
        SortedMap<String, String> all = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            all.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return Collections.unmodifiableSortedMap(all);
    }
}
