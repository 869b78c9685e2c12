package dev.rollback.aws.cloudwatch;

import dev.rollback.aws.sdk.AwsScope;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;

/**
 * A metric of CloudWatch with its dimensions, a statistic and a period: {@code aws.metric("AWS/ApplicationELB", "TargetResponseTime").dimension("LoadBalancer", "app/shop/50dc6c495c0c9188")
 * .statistic("p99").below(0.8)}. Made by {@code AwsTargets.metric}. Immutable and thread-safe.
 *
 * <p>Unless said otherwise: the average of one minute, one such period. Source of the rules: GetMetricData in the CloudWatch API reference.
 */
public final class Metric {

    private static final Pattern STATISTIC = Pattern.compile(
            "SampleCount|Average|Sum|Minimum|Maximum|IQM|(p|tm|wm|tc|ts)\\d{1,2}(\\.\\d{1,10})?|p100|(PR|TM|WM|TC|TS)\\(.+\\)");
    private static final int MOST_DIMENSIONS = 30;
    private static final List<Integer> SHORT_PERIODS = List.of(1, 5, 10, 20, 30);
    private static final int MOST_PERIODS = 100;
    private static final Duration LONGEST = Duration.ofDays(1);

    private final AwsScope scope;
    private final Name name;
    private final String statistic;
    private final Span span;

    /** What CloudWatch knows a metric by. */
    private record Name(String namespace, String name, SortedMap<String, String> dimensions) {
        Name {
            dimensions = Collections.unmodifiableSortedMap(new TreeMap<>(dimensions));
        }
    }

    /**
     * Which time is looked at.
     *
     * @param period of one value
     * @param periods how many of them, the last that are complete
     * @param settling how long after its end a period counts as complete
     */
    record Span(Duration period, int periods, Duration settling) {}

    /**
     * A metric without dimensions.
     *
     * @throws IllegalArgumentException when a name is blank or too long
     */
    public Metric(AwsScope scope, String namespace, String name) {
        this(
                scope,
                new Name(requireName("namespace", namespace), requireName("name", name), new TreeMap<>()),
                "Average",
                new Span(Duration.ofMinutes(1), 1, Duration.ofMinutes(1)));
    }

    private Metric(AwsScope scope, Name name, String statistic, Span span) {
        this.scope = scope;
        this.name = name;
        this.statistic = statistic;
        this.span = span;
    }

    private Metric over(Span other) {
        return new Metric(scope, name, statistic, other);
    }

    private static String requireName(String what, String text) {
        if (text.isBlank() || text.length() > 255) {
            throw new IllegalArgumentException("A metric with the " + what + " \"" + text
                    + "\": expected 1 to 255 characters. Copy it from the list of metrics.");
        }
        return text;
    }

    /** Of these alone. All dimensions of the metric have to be said: CloudWatch takes each combination of them for a metric of its own. */
    public Metric dimension(String key, String value) {
        SortedMap<String, String> more = new TreeMap<>(name.dimensions());
        if (more.put(requireName("dimension", key), requireName("value of dimension " + key, value)) != null) {
            throw new IllegalArgumentException("The dimension " + key + " of " + this + " is said twice: say it once.");
        }
        if (more.size() > MOST_DIMENSIONS) {
            throw new IllegalArgumentException(
                    this + " has more than " + MOST_DIMENSIONS + " dimensions: CloudWatch takes no more.");
        }
        return new Metric(scope, new Name(name.namespace(), name.name(), more), statistic, span);
    }

    /** How the values of a period become one: {@code Average}, {@code Sum}, {@code Minimum}, {@code Maximum}, {@code SampleCount}, a percentile as {@code p99}, or another that CloudWatch knows. */
    public Metric statistic(String which) {
        if (!STATISTIC.matcher(which).matches()) {
            throw new IllegalArgumentException("The statistic \"" + which + "\" of " + this
                    + ": expected Average, Sum, Minimum, Maximum, SampleCount, or a percentile such as p99.");
        }
        return new Metric(scope, name, which, span);
    }

    /** The time of one value: 1, 5, 10, 20 or 30 seconds where the metric has such, or whole minutes up to a day; one minute by default. */
    public Metric period(Duration period) {
        long seconds = period.toSeconds();
        boolean minutes = seconds > 0 && seconds % 60 == 0 && period.compareTo(LONGEST) <= 0;
        boolean whole = period.equals(Duration.ofSeconds(seconds));
        if (!whole || !(minutes || (seconds < 60 && SHORT_PERIODS.contains((int) seconds)))) {
            throw new IllegalArgumentException("A period of " + period + " for " + this
                    + ": expected 1, 5, 10, 20 or 30 seconds, or whole minutes up to a day.");
        }
        return over(new Span(period, span.periods(), span.settling()));
    }

    /** How many periods are looked at, the last that are complete; 1 by default, {@value #MOST_PERIODS} at the most. */
    public Metric over(int periods) {
        if (periods < 1 || periods > MOST_PERIODS) {
            throw new IllegalArgumentException(
                    this + " over " + periods + " periods: expected 1 to " + MOST_PERIODS + ".");
        }
        return over(new Span(span.period(), periods, span.settling()));
    }

    /** How long after its end a period is left out, because what belongs to it may still arrive; 1 minute by default. */
    public Metric settling(Duration delay) {
        if (delay.isNegative() || delay.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(this + " settling for " + delay + ": expected from none to a day.");
        }
        return over(new Span(span.period(), span.periods(), delay));
    }

    /** A probe that finds things well while it is below this, and unwell otherwise. */
    public MetricProbe below(double limit) {
        return recoveredBelow(limit).alertAbove(limit);
    }

    /** A probe that finds things well while it is above this, and unwell otherwise. */
    public MetricProbe above(double limit) {
        return new MetricProbe(Series.of(this), Thresholds.above(limit, this));
    }

    /** Two thresholds: well below this one, unwell above the other, and in between neither. */
    public Recovered recoveredBelow(double limit) {
        return new Recovered(Series.of(this), limit, 0);
    }

    /**
     * A probe that finds things unwell while it is more than so many percent above what it was, on average, in the hour before the incident, or before the deployment that a guard watches.
     *
     * @param percentAbove 50 is half as much again
     * @param floor what is below this is well in any case, however little it was before: one error in a thousand is no worse than none
     */
    public MetricProbe withinBaseline(double percentAbove, double floor) {
        return new MetricProbe(Series.of(this), Thresholds.baseline(percentAbove, floor, this));
    }

    AwsScope scope() {
        return scope;
    }

    Span span() {
        return span;
    }

    String statistic() {
        return statistic;
    }

    software.amazon.awssdk.services.cloudwatch.model.Metric asked() {
        return software.amazon.awssdk.services.cloudwatch.model.Metric.builder()
                .namespace(name.namespace())
                .metricName(name.name())
                .dimensions(asked(name.dimensions()))
                .build();
    }

    private static List<Dimension> asked(SortedMap<String, String> dimensions) {
        return dimensions.entrySet().stream()
                .map(one -> Dimension.builder()
                        .name(one.getKey())
                        .value(one.getValue())
                        .build())
                .toList();
    }

    String namespace() {
        return name.namespace();
    }

    String name() {
        return name.name();
    }

    /** For example {@code p99 of TargetResponseTime}. */
    String title() {
        return statistic + " of " + name.name();
    }

    /** For example {@code metric AWS/ApplicationELB TargetResponseTime {LoadBalancer=app/shop/1}}. */
    @Override
    public String toString() {
        return "metric " + name.namespace() + " " + name.name()
                + (name.dimensions().isEmpty() ? "" : " " + name.dimensions());
    }

    /** The lower of two thresholds is said, the upper is not yet. Immutable. */
    public static final class Recovered {
        private final Series series;
        private final double recovered;
        private final long minimum;

        Recovered(Series series, double recovered, long minimum) {
            this.series = series;
            this.recovered = recovered;
            this.minimum = minimum;
        }

        /**
         * The upper threshold.
         *
         * @throws IllegalArgumentException when it is not a number, or less than the lower one
         */
        public MetricProbe alertAbove(double limit) {
            MetricProbe probe = new MetricProbe(series, Thresholds.between(recovered, limit, series));
            return minimum == 0 ? probe : probe.minimumSamples(minimum);
        }
    }
}
