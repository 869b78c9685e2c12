package dev.rollback.aws.cloudwatch;

import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import java.time.Instant;
import java.util.List;

/** What a probe judges: the values of a time. Immutable. */
interface Series {

    /** What it is, in some words. */
    String title();

    /** Which time is looked at, how finely. */
    Metric.Span span();

    /**
     * The values between two times, the oldest first.
     *
     * @param from of the first period
     * @param to the end of the last one
     */
    Seen read(Look look, Instant from, Instant to);

    /** What speaks against there being such a thing. */
    List<Finding> check(Look look);

    /**
     * What was seen.
     *
     * @param values one for each period that had data, or one of all
     * @param samples how many things were counted
     * @param upToDate whether the last period had data
     */
    record Seen(List<Double> values, double samples, boolean upToDate) {
        /** Copies the values. */
        public Seen {
            values = List.copyOf(values);
        }

        double average() {
            return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
        }
    }

    static Series of(Metric metric) {
        return new MetricSeries(metric);
    }
}
