package dev.rollback.aws.cloudwatch;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.target.Look;
import dev.rollback.target.TargetException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

/**
 * One question to GetMetricData with all of its pages. A page of a result may say {@code PartialData}: the rest is on the next ones. Not thread-safe; for one look.
 */
final class MetricData {

    private static final int MOST_PAGES = 20;

    private final AwsScope scope;
    private final Look look;
    private final String about;
    private final List<MetricDataQuery> queries = new ArrayList<>();
    private final SortedMap<String, SortedMap<Instant, Double>> results = new TreeMap<>();
    private final SortedSet<String> partial = new TreeSet<>();

    MetricData(AwsScope scope, Look look, String about) {
        this.scope = scope;
        this.look = look;
        this.about = about;
    }

    /** Asks for a metric under this name. */
    void ask(String id, Metric metric, String statistic) {
        queries.add(MetricDataQuery.builder()
                .id(id)
                .metricStat(stat -> stat.metric(metric.asked()).stat(statistic).period((int)
                        metric.span().period().toSeconds()))
                .build());
    }

    /**
     * Asks CloudWatch.
     *
     * @throws TargetException also when CloudWatch answers that it could not find out
     */
    void read(Instant from, Instant to) {
        String token = null;
        for (int page = 1; page == 1 || (token != null && !token.isEmpty()); page++) {
            if (page > MOST_PAGES) {
                throw TargetException.of(
                        TargetException.Kind.TRANSIENT,
                        "CloudWatch gives more than " + MOST_PAGES + " pages of " + about);
            }
            GetMetricDataResponse answer = page(from, to, token);
            answer.metricDataResults().forEach(this::take);
            token = answer.nextToken();
        }
        if (!partial.isEmpty()) {
            throw TargetException.of(
                    TargetException.Kind.TRANSIENT,
                    "CloudWatch gave only a part of " + about + " and no way to the rest");
        }
    }

    private GetMetricDataResponse page(Instant from, Instant to, @Nullable String token) {
        return scope.service("cloudwatch", CloudWatchClient.class)
                .about(about)
                .read(
                        look,
                        "GetMetricData",
                        client -> client.getMetricData(ask -> ask.metricDataQueries(queries)
                                .startTime(from)
                                .endTime(to)
                                .scanBy(ScanBy.TIMESTAMP_ASCENDING)
                                .nextToken(token)));
    }

    private void take(MetricDataResult result) {
        if (result.statusCode() == StatusCode.INTERNAL_ERROR || result.statusCode() == StatusCode.FORBIDDEN) {
            String why = result.messages().stream()
                    .map(message -> message.value())
                    .findFirst()
                    .orElse("");
            throw TargetException.of(
                    result.statusCode() == StatusCode.FORBIDDEN
                            ? TargetException.Kind.DENIED
                            : TargetException.Kind.TRANSIENT,
                    "CloudWatch could not tell " + about + ": " + result.statusCodeAsString() + " " + why);
        }
        if (result.statusCode() == StatusCode.PARTIAL_DATA) {
            partial.add(result.id());
        } else {
            partial.remove(result.id());
        }
        SortedMap<Instant, Double> values = results.computeIfAbsent(result.id(), id -> new TreeMap<>());
        int pairs = Math.min(result.timestamps().size(), result.values().size());
        for (int i = 0; i < pairs; i++) {
            values.put(result.timestamps().get(i), result.values().get(i));
        }
    }

    /** The values of one question by the begin of their periods. */
    SortedMap<Instant, Double> of(String id) {
        return results.getOrDefault(id, Collections.emptySortedMap());
    }
}
