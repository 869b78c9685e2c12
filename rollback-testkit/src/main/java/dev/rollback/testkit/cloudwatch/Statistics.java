package dev.rollback.testkit.cloudwatch;

import java.util.Arrays;
import java.util.OptionalDouble;

/** Makes one value of those of a period, as CloudWatch does. */
final class Statistics {
    private Statistics() {}

    /** Empty for a statistic that is not faked. */
    static OptionalDouble of(String statistic, double[] values) {
        return switch (statistic) {
            case "SampleCount" -> OptionalDouble.of(values.length);
            case "Sum" -> OptionalDouble.of(Arrays.stream(values).sum());
            case "Average" -> Arrays.stream(values).average();
            case "Minimum" -> Arrays.stream(values).min();
            case "Maximum" -> Arrays.stream(values).max();
            default ->
                statistic.matches("p\\d{1,3}(\\.\\d+)?")
                        ? OptionalDouble.of(percentile(values, Double.parseDouble(statistic.substring(1))))
                        : OptionalDouble.empty();
        };
    }

    /** The smallest value that so many percent of the values do not exceed. */
    private static double percentile(double[] values, double percent) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int place = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted[Math.max(0, place - 1)];
    }
}
