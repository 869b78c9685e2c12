package dev.rollback.aws.cloudwatch;

/**
 * How many requests fail, in percent: {@code aws.errorRate(errors, requests).minimumRequests(100).below(5.0)}. Made by {@code AwsTargets.errorRate}. Immutable and thread-safe.
 *
 * <p>Both are summed up over the periods that the requests' metric is looked at ({@link Metric#over}), so a few requests of one minute weigh no more than they count. Errors that were not counted are none;
 * requests that were not counted are no data.
 */
public final class ErrorRate {

    private final Metric errors;
    private final Metric requests;
    private final long minimum;

    /**
     * The rate of these, which have to be of one account and region.
     *
     * @throws IllegalArgumentException when they are of two regions
     */
    public ErrorRate(Metric errors, Metric requests) {
        this(errors, requests, 1);
        String there = errors.scope().region();
        String here = requests.scope().region();
        if (!there.equals(here)) {
            throw new IllegalArgumentException("An error rate of " + errors + " in " + there + " and " + requests
                    + " in " + here + ": expected both in one region, for they are read in one call.");
        }
    }

    private ErrorRate(Metric errors, Metric requests, long minimum) {
        this.errors = errors;
        this.requests = requests;
        this.minimum = minimum;
    }

    /** The same rate, which says nothing of fewer requests than this; 1 by default. */
    public ErrorRate minimumRequests(long count) {
        if (count < 1) {
            throw new IllegalArgumentException(
                    "minimumRequests(" + count + ") of " + requests + ": expected 1 or more.");
        }
        return new ErrorRate(errors, requests, count);
    }

    /** A probe that finds things well while the rate is below this, in percent. */
    public MetricProbe below(double percent) {
        return recoveredBelow(percent).alertAbove(percent);
    }

    /** Two thresholds in percent: well below this one, unwell above the other, and in between neither. */
    public Metric.Recovered recoveredBelow(double percent) {
        return new Metric.Recovered(new RateSeries(errors, requests), requirePercent(percent), minimum);
    }

    /**
     * A probe that finds things unwell while the rate is more than so many percent above what it was in the hour before the incident.
     *
     * @param percentAbove 50 is half as much again
     * @param floor a rate in percent that is well in any case, however low it was before
     */
    public MetricProbe withinBaseline(double percentAbove, double floor) {
        RateSeries series = new RateSeries(errors, requests);
        return new MetricProbe(series, Thresholds.baseline(percentAbove, requirePercent(floor), series))
                .minimumSamples(minimum);
    }

    private static double requirePercent(double percent) {
        if (!(percent > 0 && percent <= 100)) {
            throw new IllegalArgumentException(
                    "An error rate of " + percent + " %: expected more than 0 and 100 at the most.");
        }
        return percent;
    }
}
