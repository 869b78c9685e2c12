package dev.rollback.aws.cloudwatch;

import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/**
 * The values of one metric.
 *
 * @param metric which
 */
record MetricSeries(Metric metric) implements Series {

    private static final String VALUE = "value";
    private static final String SAMPLES = "samples";

    @Override
    public String title() {
        return metric.title();
    }

    @Override
    public Metric.Span span() {
        return metric.span();
    }

    @Override
    public Seen read(Look look, Instant from, Instant to) {
        MetricData data = new MetricData(metric.scope(), look, metric.toString());
        data.ask(VALUE, metric, metric.statistic());
        data.ask(SAMPLES, metric, "SampleCount");
        data.read(from, to);
        SortedMap<Instant, Double> values = data.of(VALUE);
        double samples = data.of(SAMPLES).values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        Instant last = to.minus(metric.span().period());
        return new Seen(List.copyOf(values.values()), samples, values.containsKey(last));
    }

    @Override
    public List<Finding> check(Look look) {
        return KnownMetrics.of(metric.scope(), look).check(metric);
    }

    @Override
    public String toString() {
        return metric.toString();
    }
}
