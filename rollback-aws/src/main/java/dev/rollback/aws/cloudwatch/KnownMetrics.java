package dev.rollback.aws.cloudwatch;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.DimensionFilter;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsResponse;

/** Which metrics CloudWatch knows: those that had data in the last two weeks. For one look. */
final class KnownMetrics {

    private static final int SHOWN = 3;

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
        List<software.amazon.awssdk.services.cloudwatch.model.Metric> alike = alike(metric, true);
        if (alike.stream()
                .anyMatch(one ->
                        one.dimensions().size() == metric.asked().dimensions().size())) {
            return List.of();
        }
        String others = alike(metric, false).stream()
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

    private List<software.amazon.awssdk.services.cloudwatch.model.Metric> alike(Metric metric, boolean dimensions) {
        List<DimensionFilter> filters = metric.asked().dimensions().stream()
                .map(one -> DimensionFilter.builder()
                        .name(one.name())
                        .value(one.value())
                        .build())
                .toList();
        ListMetricsResponse answer = scope.service("cloudwatch", CloudWatchClient.class)
                .about(metric.toString())
                .read(
                        look,
                        "ListMetrics",
                        client -> client.listMetrics(ask -> ask.namespace(metric.namespace())
                                .metricName(metric.name())
                                .dimensions(dimensions ? filters : List.of())));
        return answer.metrics();
    }
}
