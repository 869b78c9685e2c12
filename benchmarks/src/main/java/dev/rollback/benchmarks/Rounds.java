package dev.rollback.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Measures several ways of doing one thing in rounds, each way once in each round, so that what else the machine does meets all of them alike.
 * The median over the rounds counts.
 */
final class Rounds {

    private final Map<String, Runnable> ways = new LinkedHashMap<>();
    private final long atLeastNanos;

    /** Each way is repeated in a round until that time is over, and its mean counts. */
    Rounds(long atLeastNanos) {
        this.atLeastNanos = atLeastNanos;
    }

    Rounds way(String name, Runnable way) {
        ways.put(name, way);
        return this;
    }

    /**
     * What it takes once.
     *
     * @param wall nanoseconds from begin to end
     * @param cpu nanoseconds of CPU of the whole process, compiler and collector included
     */
    record Cost(double wall, double cpu) {}

    /** The medians, by way, after so many rounds; as many more go before to warm up. */
    Map<String, Cost> measure(int rounds) {
        Map<String, List<Cost>> costs = new LinkedHashMap<>();
        for (int round = -rounds; round < rounds; round++) {
            for (Map.Entry<String, Runnable> way : ways.entrySet()) {
                Cost mean = mean(way.getValue());
                if (round >= 0) {
                    costs.computeIfAbsent(way.getKey(), name -> new ArrayList<>())
                            .add(mean);
                }
            }
        }
        Map<String, Cost> medians = new LinkedHashMap<>();
        costs.forEach((name, all) -> medians.put(name, new Cost(median(all, Cost::wall), median(all, Cost::cpu))));
        return medians;
    }

    private Cost mean(Runnable way) {
        long begin = System.nanoTime();
        long cpu = Jvm.cpuNanos();
        long times = 0;
        long taken = 0;
        for (; taken < atLeastNanos || times == 0; times++) {
            way.run();
            taken = System.nanoTime() - begin;
        }
        return new Cost((double) taken / times, (double) (Jvm.cpuNanos() - cpu) / times);
    }

    private static double median(List<Cost> all, ToDoubleFunction<Cost> of) {
        double[] sorted = all.stream().mapToDouble(of).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
