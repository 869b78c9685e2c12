package dev.rollback.benchmarks;

import dev.rollback.Preview;
import dev.rollback.RollbackEngine;
import dev.rollback.RollbackPlan;
import dev.rollback.RollbackReport;
import dev.rollback.aws.AwsTargets;
import dev.rollback.examples.QuickStart;
import dev.rollback.journal.InMemoryJournal;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.Rehearsal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * How often in a second the plan of {@link QuickStart} with all its five targets is rehearsed, from an empty world to the report and with its journal in bytes, beside a bare
 * priority queue through which as much goes as happens in the run. Warms up until the rate rises no more. Prints a table; {@code --quick} is for smoke.
 */
public final class RehearsalRate {

    private static final Duration AGO = Duration.ofMinutes(20);
    private static final int AT_ONCE = 40;

    /** A stretch of warming up has to bring that much. */
    private static final double RISE = 1.03;

    private static final int PATIENCE = 3;

    private final boolean quick;
    private final long nanos;

    private RehearsalRate(boolean quick) {
        this.quick = quick;
        this.nanos = TimeUnit.MILLISECONDS.toNanos(quick ? 50 : 1_000);
    }

    /** Measures. */
    public static void main(String[] args) {
        new RehearsalRate(List.of(args).contains("--quick")).print();
    }

    private void print() {
        Happenings happenings = engineRun();
        if (happenings.calls < 150) {
            throw new IllegalStateException(
                    "There were " + happenings.calls + " calls, expected 150 or more: it is another plan.");
        }
        System.out.println(happenings + "; " + Jvm.describe());
        if (!quick) {
            warmUp();
        }
        Rehearsal watched = Rehearsal.of(QuickStart::scene, RehearsalRate::plan);
        Map<String, Rounds.Cost> medians = new Rounds(nanos)
                .way("priority queue", () -> queue(happenings.calls + happenings.entries))
                .way("engine on fakes, one thread", RehearsalRate::engineRun)
                .way("Rehearsal.run(), invariants watched", watched::run)
                .way(AT_ONCE + " engines on fakes, on all processors", RehearsalRate::sideBySide)
                .measure(quick ? 1 : 9);
        System.out.println("| way | a second | microseconds of CPU each |");
        System.out.println("|---|---|---|");
        medians.forEach((way, cost) -> print(way, cost, way.startsWith(AT_ONCE + " ") ? AT_ONCE : 1));
    }

    /** By CPU of this thread, which neither other processes nor the compiler beside it disturb. */
    private static void warmUp() {
        List<Double> costs = new ArrayList<>();
        double least = Double.MAX_VALUE;
        int idle = 0;
        while (idle < PATIENCE) {
            double cost = threadMicros(500);
            costs.add(cost);
            idle = cost * RISE < least ? 0 : idle + 1;
            least = Math.min(least, cost);
        }
        System.out.println("Microseconds of CPU of the thread each, by 500 while it warmed up: "
                + costs.stream()
                        .map(cost -> String.format(Locale.ROOT, "%.0f", cost))
                        .toList());
    }

    private static double threadMicros(int times) {
        long before = Jvm.threadNanos();
        for (int i = 0; i < times; i++) {
            engineRun();
        }
        return (Jvm.threadNanos() - before) / 1_000.0 / times;
    }

    private static void print(String way, Rounds.Cost cost, int times) {
        System.out.printf(
                Locale.ROOT, "| %s | %,.0f | %,.0f |%n", way, 1e9 * times / cost.wall(), cost.cpu() / times / 1_000);
    }

    private static RollbackPlan plan(FakeAws world) {
        return QuickStart.planWithDatabase(
                AwsTargets.using(world::client), world.clock().instant().minus(AGO));
    }

    private static void sideBySide() {
        long done = IntStream.range(0, AT_ONCE)
                .parallel()
                .filter(i -> engineRun().calls > 0)
                .count();
        if (done != AT_ONCE) {
            throw new IllegalStateException(done + " rehearsals of " + AT_ONCE + " were made.");
        }
    }

    /** How much happened in a rehearsal. */
    private record Happenings(int calls, int entries, Duration took) {
        @Override
        public String toString() {
            return calls + " calls and " + entries + " entries of the report in " + took + " of virtual time each";
        }
    }

    private static Happenings engineRun() {
        FakeAws world = FakeAws.in("eu-west-1", "123456789012");
        QuickStart.scene(world);
        RollbackPlan plan = plan(world);
        InMemoryJournal journal = new InMemoryJournal();
        try (RollbackEngine engine = RollbackEngine.with(
                journal,
                options -> options.time(world.clock().engineTime())
                        .http(world.http())
                        .processes(world.processes())
                        .seed(1))) {
            Preview preview = engine.preview(plan);
            RollbackReport report = engine.execute(preview);
            if (!report.isSuccess() || journal.bytes(report.run()).length == 0) {
                throw new IllegalStateException("The rehearsal ended " + report.outcome()
                        + ": expected a success with a journal. What was measured means nothing.");
            }
            return new Happenings(world.calls().count(), report.timeline().size(), report.took());
        }
    }

    private static void queue(int events) {
        PriorityQueue<Event> queue = new PriorityQueue<>();
        int left = events;
        for (int i = 0; i < 3; i++) {
            queue.add(new Event(i, i));
        }
        while (left > 0) {
            Event next = queue.remove();
            left--;
            queue.add(new Event(next.at + 1_000, left));
        }
    }

    private record Event(long at, int order) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return at == other.at ? Integer.compare(order, other.order) : Long.compare(at, other.at);
        }
    }
}
