package dev.rollback.testkit.cloudwatch;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A metric of a scene: what is measured in each minute, past and to come. Every method returns the metric itself. Not thread-safe.
 *
 * <pre>{@code
 * world.cloudWatch().metric("shop", "Latency", "Service", "checkout")
 *         .measures(minute -> minute.isBefore(deployedAt) ? new double[] {90, 110} : new double[] {900, 1_400});
 * }</pre>
 */
public final class FakeMetric {
    static final Duration MINUTE = Duration.ofMinutes(1);

    private final String namespace;
    private final String name;
    private final SortedMap<String, String> dimensions;
    private final SortedMap<Instant, List<Double>> put = new TreeMap<>();
    private Function<Instant, double[]> measured = minute -> new double[0];
    private Instant since = Instant.MIN;
    private Duration delay = Duration.ofSeconds(30);

    FakeMetric(String namespace, String name, SortedMap<String, String> dimensions) {
        this.namespace = namespace;
        this.name = name;
        this.dimensions = dimensions;
    }

    /**
     * What is measured in each minute; nothing by default. Only from two weeks before the scene began, as CloudWatch lists no older metrics.
     *
     * @param byMinute called with the begin of a minute; no values where nothing was measured
     */
    public FakeMetric measures(Function<Instant, double[]> byMinute) {
        measured = requireNonNull(byMinute, "byMinute");
        return this;
    }

    /** How much is counted in each minute, as one value; nothing where it is null. */
    public FakeMetric counts(Function<Instant, @Nullable Long> byMinute) {
        return measures(minute -> {
            Long count = byMinute.apply(minute);
            return count == null ? new double[0] : new double[] {count};
        });
    }

    /** How long after its end the values of a minute arrive; 30 seconds by default. */
    public FakeMetric arrivesAfter(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException(
                    "Values of " + name + " were to arrive " + time + " after their minute. Expected none or more.");
        }
        delay = time;
        return this;
    }

    /** The metric begins to be measured then. */
    FakeMetric since(Instant start) {
        since = start;
        return this;
    }

    void put(Instant at, List<Double> values) {
        put.computeIfAbsent(minute(at), minute -> new ArrayList<>()).addAll(values);
    }

    static Instant minute(Instant at) {
        return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), 60L) * 60);
    }

    String namespace() {
        return namespace;
    }

    String name() {
        return name;
    }

    SortedMap<String, String> dimensions() {
        return dimensions;
    }

    /** All values of a period that have arrived by now. */
    double[] values(Instant from, Duration period, Instant now) {
        List<Double> all = new ArrayList<>();
        for (Instant minute = from; minute.isBefore(from.plus(period)); minute = minute.plus(MINUTE)) {
            all.addAll(put.getOrDefault(minute, List.of()));
            boolean arrived = !now.isBefore(minute.plus(MINUTE).plus(delay)) && !minute.isBefore(since);
            if (arrived) {
                Arrays.stream(measured.apply(minute)).forEach(all::add);
            }
        }
        return all.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Whether it has had any data in these minutes. */
    boolean hadData(Instant from, Instant now) {
        if (!put.tailMap(from).isEmpty()) {
            return true;
        }
        for (Instant minute = minute(from); minute.isBefore(now); minute = minute.plus(Duration.ofHours(1))) {
            if (values(minute, MINUTE, now).length > 0) {
                return true;
            }
        }
        return false;
    }
}
