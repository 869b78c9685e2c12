package dev.rollback;

import dev.rollback.run.Outline;
import dev.rollback.run.RunEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** An engine on hand-made time, with a journal that can be taken away, and all that it told. */
final class Bench implements AutoCloseable {

    final HandTime time;
    final FlakyJournal journal;
    final List<RunEvent> told = new ArrayList<>();
    final List<String> lines = new ArrayList<>();
    final RollbackEngine engine;

    Bench() {
        this(options -> {});
    }

    Bench(Consumer<EngineOptions> more) {
        this(new HandTime(), new FlakyJournal(), more);
    }

    Bench(HandTime time, FlakyJournal journal, Consumer<EngineOptions> more) {
        this.time = time;
        this.journal = journal;
        this.engine = RollbackEngine.with(journal, options -> {
            options.time(time)
                    .seed(7)
                    .listener((run, outline, event) -> told.add(event))
                    .listener(ProgressLines.to(lines::add));
            more.accept(options);
        });
    }

    /** A plan that rolls these back one after the other, each step named like its target. */
    static RollbackPlan plan(Lever... levers) {
        return begun(levers).build();
    }

    /** The same, to be gone on with. */
    static RollbackPlan.Builder begun(Lever... levers) {
        RollbackPlan.Builder plan = RollbackPlan.named("checkout").reason("5xx at 7 %");
        for (Lever lever : levers) {
            plan.rollBack(lever);
        }
        return plan;
    }

    RollbackReport execute(Lever... levers) {
        return engine.execute(plan(levers));
    }

    /** What the heart gets to see of a plan. */
    Outline outline(RollbackPlan plan) {
        return OutlineMaker.of(engine.preview(plan));
    }

    void after(Duration duration, Runnable task) {
        time.postAt(time.instant().plus(duration), task);
    }

    @Override
    public void close() {
        engine.close();
    }
}
