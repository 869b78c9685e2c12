package dev.rollback.aws.cloudwatch;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.DimensionFilter;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsResponse;

/** Which metrics CloudWatch knows: those that had data in the last two weeks. For one look. */
final class KnownMetrics {

    private static final int SHOWN = 3;
    private static final int MOST_PAGES = 10;

    private final AwsScope scope;
    private final Look look;

    private KnownMetrics(AwsScope scope, Look look) {
        this.scope = scope;
        this.look = look;
    }

    static KnownMetrics of(AwsScope scope, Look look) {
        return new KnownMetrics(scope, look);
    }

    /** That CloudWatch knows no such metric, and which it knows of that name. */
    List<Finding> check(Metric metric) {
        int wanted = metric.asked().dimensions().size();
        Found exact = find(metric, true, one -> one.dimensions().size() == wanted);
        if (exact.fitting().isPresent()) {
            return List.of();
        }
        if (!exact.complete()) {
            return List.of(Finding.warning(
                    "METRIC_UNKNOWN",
                    "CloudWatch knows so many metrics like " + metric + " that it was not found among them.",
                    "Name all of its dimensions, or look at it by hand."));
        }
        String others = find(metric, false, one -> false).alike().stream()
                .limit(SHOWN)
                .map(one -> one.dimensions().stream()
                        .map(dimension -> dimension.name() + "=" + dimension.value())
                        .collect(Collectors.joining(", ", "{", "}")))
                .collect(Collectors.joining("; "));
        return List.of(Finding.soft(
                "NO_SUCH_METRIC",
                "CloudWatch in " + scope.region() + " knows no " + metric + " that had data in the last two weeks"
                        + (others.isEmpty() ? "." : ", but with " + others + "."),
                "Name one that there is with all of its dimensions, or override NO_SUCH_METRIC with a reason."));
    }

    /**
     * What was listed.
     *
     * @param fitting the first that fits
     * @param alike the first page of all
     * @param complete whether there was no more to list
     */
    private record Found(
            Optional<software.amazon.awssdk.services.cloudwatch.model.Metric> fitting,
            List<software.amazon.awssdk.services.cloudwatch.model.Metric> alike,
            boolean complete) {}

    private Found find(
            Metric metric,
            boolean dimensions,
            Predicate<software.amazon.awssdk.services.cloudwatch.model.Metric> fits) {
        ListMetricsResponse first = page(metric, dimensions, null);
        ListMetricsResponse page = first;
        for (int pages = 1; ; pages++) {
            Optional<software.amazon.awssdk.services.cloudwatch.model.Metric> fitting =
                    page.metrics().stream().filter(fits).findFirst();
            boolean last = page.nextToken() == null || page.nextToken().isEmpty() || !dimensions;
            if (fitting.isPresent() || last || pages == MOST_PAGES) {
                return new Found(fitting, first.metrics(), last);
            }
            page = page(metric, true, page.nextToken());
        }
    }

    private ListMetricsResponse page(Metric metric, boolean dimensions, @Nullable String token) {
        List<DimensionFilter> filters = metric.asked().dimensions().stream()
                .map(one -> DimensionFilter.builder()
                        .name(one.name())
                        .value(one.value())
                        .build())
                .toList();
        return scope.service("cloudwatch", CloudWatchClient.class)
                .about(metric.toString())
                .read(
                        look,
                        "ListMetrics",
                        client -> client.listMetrics(ask -> ask.namespace(metric.namespace())
                                .metricName(metric.name())
                                .dimensions(dimensions ? filters : List.of())
                                .nextToken(token)));
    }
}
