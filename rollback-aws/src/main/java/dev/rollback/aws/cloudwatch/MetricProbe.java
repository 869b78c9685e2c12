package dev.rollback.aws.cloudwatch;

import dev.rollback.health.Health;
import dev.rollback.health.Probe;
import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether a metric of CloudWatch, or a rate made of two, is as it should be. Made by {@link Metric} and {@link ErrorRate}. Immutable and thread-safe. Needs {@code cloudwatch:GetMetricData}, and for previews
 * {@code cloudwatch:ListMetrics}.
 *
 * <p>Looks at complete periods alone: one that is still filling up would look like a drop. Well when all of them are, unwell when one is. Without data of the last complete period it says nothing, unless
 * {@link #withoutData} says what to take that for.
 */
public final class MetricProbe implements Probe {

    private static final Duration BEFORE = Duration.ofHours(1);

    private final Series series;
    private final Thresholds thresholds;
    private final double minimumSamples;
    private final Health.Verdict withoutData;

    MetricProbe(Series series, Thresholds thresholds) {
        this(series, thresholds, 0, Health.Verdict.UNKNOWN);
    }

    private MetricProbe(Series series, Thresholds thresholds, double minimumSamples, Health.Verdict withoutData) {
        this.series = series;
        this.thresholds = thresholds;
        this.minimumSamples = minimumSamples;
        this.withoutData = withoutData;
    }

    /** The same probe, which says nothing where fewer things were counted than this in all periods it looks at; 1 or more. */
    public MetricProbe minimumSamples(long count) {
        if (count < 1) {
            throw new IllegalArgumentException(
                    "minimumSamples(" + count + ") of " + series + ": expected 1 or more; leave it out for none.");
        }
        return new MetricProbe(series, thresholds, count, withoutData);
    }

    /** The same probe, which takes it for this when there is no data: an error counter that counts nothing but errors is well without, a heartbeat unwell. */
    public MetricProbe withoutData(Health.Verdict verdict) {
        return new MetricProbe(series, thresholds, minimumSamples, verdict);
    }

    @Override
    public String describe() {
        return series.title() + " " + thresholds;
    }

    @Override
    public Health look(Look look) {
        Metric.Span span = series.span();
        Instant end = floor(look.now().minus(span.settling()), span.period());
        Series.Seen seen = series.read(look, end.minus(span.period().multipliedBy(span.periods())), end);
        if (!seen.upToDate() && isAnyUnwell(look, seen)) {
            return judgedBy(look, seen);
        }
        if (!seen.upToDate()) {
            return new Health(
                    withoutData,
                    series.title() + ": no data for the " + span.period().toSeconds() + " s until " + end);
        }
        if (seen.samples() < minimumSamples || seen.values().isEmpty()) {
            return Health.unknown(series.title() + ": only " + Evidence.number(seen.samples()) + " counted, expected "
                    + Evidence.number(minimumSamples) + " or more");
        }
        return judgedBy(look, seen);
    }

    /** A counter that counts nothing but errors has no data in a good minute, and may have had a bad one before that. */
    private boolean isAnyUnwell(Look look, Series.Seen seen) {
        return !seen.values().isEmpty()
                && seen.samples() >= minimumSamples
                && judgedBy(look, seen).verdict() == Health.Verdict.UNHEALTHY;
    }

    private Health judgedBy(Look look, Series.Seen seen) {
        return thresholds.kind() == Thresholds.Kind.BASELINE ? compared(look, seen) : judged(seen, thresholds, "");
    }

    private Health compared(Look look, Series.Seen seen) {
        Optional<Instant> incident = look.incidentStartedAt();
        if (incident.isEmpty()) {
            return Health.unknown(
                    series.title()
                            + ": nobody said when the incident began, so there is nothing to compare with; say incidentStartedAt");
        }
        Duration period = series.span().period();
        Instant end = floor(incident.get(), period);
        Series.Seen then = series.read(look, floor(end.minus(BEFORE), period), end);
        double before = then.average();
        return Double.isNaN(before) || then.samples() < minimumSamples
                ? Health.unknown(series.title() + ": too little data for the hour before " + incident.get())
                : judged(
                        seen,
                        thresholds.against(before),
                        ", " + Evidence.number(before) + " on average before " + incident.get());
    }

    private Health judged(Series.Seen seen, Thresholds limits, String beside) {
        List<Health.Verdict> verdicts =
                seen.values().stream().map(limits::judge).toList();
        Health.Verdict verdict = verdicts.contains(Health.Verdict.UNHEALTHY)
                ? Health.Verdict.UNHEALTHY
                : verdicts.contains(Health.Verdict.UNKNOWN) ? Health.Verdict.UNKNOWN : Health.Verdict.HEALTHY;
        String shown = seen.values().stream()
                .skip(Math.max(0, seen.values().size() - 5L))
                .map(Evidence::number)
                .collect(Collectors.joining(", "));
        return new Health(verdict, series.title() + " is " + shown + beside + ", expected " + limits);
    }

    private static Instant floor(Instant at, Duration period) {
        long seconds = period.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), seconds) * seconds);
    }

    /** That there is nothing to compare with, or that CloudWatch knows no such metric; the latter no more than a note where it is said what to make of no data. */
    @Override
    public List<Finding> check(Look look) {
        if (thresholds.kind() == Thresholds.Kind.BASELINE
                && look.incidentStartedAt().isEmpty()) {
            return List.of(Finding.soft(
                    "NO_BASELINE",
                    "\"" + describe()
                            + "\" compares with the hour before the incident, and nobody said when that began.",
                    "Say incidentStartedAt, or verify against a fixed value with below(...)."));
        }
        List<Finding> found = series.check(look);
        return withoutData == Health.Verdict.UNKNOWN
                ? found
                : found.stream()
                        .map(finding -> Finding.note(finding.code(), finding.text()))
                        .toList();
    }
}
