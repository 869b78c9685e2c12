package dev.rollback.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A whole plan of steps that do nothing, as {@link StepCost} measures it side by side; for a profiler, and for a machine that does nothing else. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PlanBenchmark {

    /** How the steps hang together. */
    @Param({"CHAIN", "FAN", "LAYERS"})
    public Shape shape = Shape.CHAIN;

    /** How many there are. */
    @Param({"10", "100", "1000", "10000"})
    public int steps;

    private final NoOp work = new NoOp();
    private Graph graph = new Graph(Shape.CHAIN.edges(1));
    private PlanRunner runner = new PlanRunner(new ForgetfulJournal(), Shape.CHAIN, 1, work);

    /** Makes graph and plan. */
    @Setup
    public void make() {
        runner.close();
        graph = new Graph(shape.edges(steps));
        runner = new PlanRunner(new ForgetfulJournal(), shape, steps, work);
    }

    /** Ends the engine. */
    @TearDown
    public void end() {
        runner.close();
    }

    /** A loop on this thread. */
    @Benchmark
    public int loop() {
        graph.inALoop(work);
        return work.seen();
    }

    /** Counters on a pool. */
    @Benchmark
    public int counters() {
        graph.onCounters(work);
        return work.seen();
    }

    /** A CompletableFuture a step. */
    @Benchmark
    public int futures() {
        graph.onFutures(work);
        return work.seen();
    }

    /** The library, with a listener and without a journal. */
    @Benchmark
    public int library() {
        runner.run();
        return work.seen();
    }

    /** The same with the preview. */
    @Benchmark
    public int libraryWithPreview() {
        runner.previewAndRun();
        return work.seen();
    }
}
