package dev.rollback.aws.cloudwatch;

import dev.rollback.health.Health;

/**
 * What of a value is well and what is not.
 *
 * @param kind how it is judged
 * @param well what is well
 * @param unwell what is not; what is neither says nothing. Of a baseline what is well in any case
 */
record Thresholds(Kind kind, double well, double unwell) {

    private static final double MOST_PERCENT = 10_000;

    /** How a value is judged. */
    enum Kind {
        /** Well below the one, unwell from the other on. */
        BELOW,
        /** Well above it. */
        ABOVE,
        /** Well up to so many percent above what it was before. */
        BASELINE
    }

    static Thresholds above(double limit, Object of) {
        requireFinite(limit, "above", of);
        return new Thresholds(Kind.ABOVE, limit, limit);
    }

    static Thresholds between(double recovered, double alert, Object of) {
        requireFinite(recovered, "recoveredBelow", of);
        requireFinite(alert, "alertAbove", of);
        if (alert < recovered) {
            throw new IllegalArgumentException(of + " recovered below " + recovered + " and alerting above " + alert
                    + ": expected the second not to be less than the first.");
        }
        return new Thresholds(Kind.BELOW, recovered, alert);
    }

    /** Well in any case below the floor. */
    static Thresholds baseline(double percent, double floor, Object of) {
        requireFinite(floor, "withinBaseline floor", of);
        if (!(percent > 0 && percent <= MOST_PERCENT)) {
            throw new IllegalArgumentException(of + " within " + percent
                    + " percent of what it was: expected more than 0 and " + (long) MOST_PERCENT
                    + " at the most; 50 is half as much again.");
        }
        return new Thresholds(Kind.BASELINE, percent, floor);
    }

    private static void requireFinite(double limit, String word, Object of) {
        if (!Double.isFinite(limit)) {
            throw new IllegalArgumentException(word + "(" + limit + ") of " + of + ": expected a number.");
        }
    }

    /** These, once what it was before is known. */
    Thresholds against(double before) {
        double limit = Math.max(before * (1 + well / 100), unwell);
        return new Thresholds(Kind.BELOW, limit, limit);
    }

    Health.Verdict judge(double value) {
        return switch (kind) {
            case ABOVE -> value > well ? Health.Verdict.HEALTHY : Health.Verdict.UNHEALTHY;
            case BELOW, BASELINE ->
                value < well
                        ? Health.Verdict.HEALTHY
                        : value > unwell || well == unwell ? Health.Verdict.UNHEALTHY : Health.Verdict.UNKNOWN;
        };
    }

    /** What is well, for people. */
    @Override
    public String toString() {
        return switch (kind) {
            case ABOVE -> "above " + Evidence.number(well);
            case BELOW ->
                "below " + Evidence.number(well)
                        + (well == unwell ? "" : " (unwell above " + Evidence.number(unwell) + ")");
            case BASELINE ->
                "at most " + Evidence.number(well) + " % above what it was before, or below " + Evidence.number(unwell);
        };
    }
}
