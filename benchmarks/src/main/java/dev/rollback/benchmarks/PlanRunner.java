package dev.rollback.benchmarks;

import dev.rollback.Preview;
import dev.rollback.RollbackEngine;
import dev.rollback.RollbackPlan;
import dev.rollback.RollbackReport;
import dev.rollback.journal.Journal;
import dev.rollback.run.Outcome;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** The library on the graph of a reference: an engine on real time, one listener, and a plan whose steps do what the reference's do. */
final class PlanRunner implements AutoCloseable {

    private final LongAdder told = new LongAdder();
    private final RollbackEngine engine;
    private final RollbackPlan plan;
    private final Preview preview;

    PlanRunner(Journal journal, Shape shape, int steps, Runnable work) {
        this.engine =
                RollbackEngine.with(journal, options -> options.listener((run, outline, event) -> told.increment()));
        this.plan = shape.plan(steps, attempt -> work.run());
        this.preview = engine.preview(plan);
    }

    /** Runs what was previewed, from the first event to the report. */
    void run() {
        checked(() -> engine.execute(preview));
    }

    /** Previews and runs. */
    void previewAndRun() {
        checked(() -> engine.execute(plan));
    }

    private void checked(Supplier<RollbackReport> run) {
        long before = told.sum();
        RollbackReport report = run.get();
        if (report.outcome() != Outcome.ROLLED_BACK || told.sum() == before) {
            throw new IllegalStateException("The run ended " + report.outcome()
                    + " and the listener heard of " + (told.sum() - before)
                    + " events: expected ROLLED_BACK and some. What was measured means nothing.");
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}
