package dev.rollback.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What a step that does nothing costs, beside three ways to carry out the same graph without an engine. Prints a table; {@code --quick} is for smoke. */
public final class StepCost {

    private static final String LOOP = "loop";
    private static final String COUNTERS = "counters";
    private static final String FUTURES = "CompletableFuture";
    private static final String LIBRARY = "library";
    private static final String IN_BYTES = "library, journal in bytes";
    private static final String WITH_PREVIEW = "library with preview";
    private static final List<Integer> SIZES = List.of(10, 100, 1_000, 10_000);

    private final int rounds;
    private final long nanos;
    private final List<String> growth = new ArrayList<>();

    private StepCost(boolean quick) {
        this.rounds = quick ? 1 : 9;
        this.nanos = TimeUnit.MILLISECONDS.toNanos(quick ? 5 : 150);
    }

    /** Measures each shape at each size. */
    public static void main(String[] args) {
        new StepCost(List.of(args).contains("--quick")).print();
    }

    private void print() {
        List<String> ways = List.of(LOOP, COUNTERS, FUTURES, LIBRARY, IN_BYTES, WITH_PREVIEW);
        System.out.println("Nanoseconds a step, of CPU in brackets; " + Jvm.describe());
        System.out.println("| shape | steps | " + String.join(" | ", ways)
                + " | library / CompletableFuture | library / counters |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|");
        for (Shape shape : Shape.values()) {
            print(shape);
        }
        System.out.println();
        growth.forEach(System.out::println);
    }

    private void print(Shape shape) {
        Rounds.Cost atHundred = new Rounds.Cost(0, 0);
        Rounds.Cost last = atHundred;
        for (int steps : SIZES) {
            Map<String, Rounds.Cost> medians = measure(shape, steps);
            print(shape, steps, medians);
            Rounds.Cost library = cost(medians, LIBRARY);
            last = new Rounds.Cost(library.wall() / steps, library.cpu() / steps);
            atHundred = steps == 100 ? last : atHundred;
        }
        growth.add(shape
                + format(
                        ": a step at 10,000 costs %.2f (%.2f) times one at 100",
                        last.wall() / atHundred.wall(), last.cpu() / atHundred.cpu()));
    }

    private Map<String, Rounds.Cost> measure(Shape shape, int steps) {
        NoOp work = new NoOp();
        Graph graph = new Graph(shape.edges(steps));
        try (PlanRunner forgetful = new PlanRunner(new ForgetfulJournal(), shape, steps, work);
                PlanRunner inBytes = new PlanRunner(new LastRunJournal(), shape, steps, work)) {
            return new Rounds(nanos)
                    .way(LOOP, () -> graph.inALoop(work))
                    .way(COUNTERS, () -> graph.onCounters(work))
                    .way(FUTURES, () -> graph.onFutures(work))
                    .way(LIBRARY, forgetful::run)
                    .way(IN_BYTES, inBytes::run)
                    .way(WITH_PREVIEW, forgetful::previewAndRun)
                    .measure(rounds);
        }
    }

    private static void print(Shape shape, int steps, Map<String, Rounds.Cost> medians) {
        StringBuilder line = new StringBuilder("| " + shape + " | " + steps);
        for (Rounds.Cost cost : medians.values()) {
            line.append(format(" | %.0f (%.0f)", cost.wall() / steps, cost.cpu() / steps));
        }
        Rounds.Cost library = cost(medians, LIBRARY);
        for (String reference : List.of(FUTURES, COUNTERS)) {
            Rounds.Cost other = cost(medians, reference);
            line.append(format(" | %.1f (%.1f)", library.wall() / other.wall(), library.cpu() / other.cpu()));
        }
        System.out.println(line + " |");
    }

    private static Rounds.Cost cost(Map<String, Rounds.Cost> medians, String way) {
        return medians.getOrDefault(way, new Rounds.Cost(0, 0));
    }

    private static String format(String pattern, double... values) {
        return String.format(Locale.ROOT, pattern, Arrays.stream(values).boxed().toArray());
    }
}
