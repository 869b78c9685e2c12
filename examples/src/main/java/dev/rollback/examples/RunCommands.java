package dev.rollback.examples;

import dev.rollback.Preview;
import dev.rollback.RollbackEngine;
import dev.rollback.RollbackException;
import dev.rollback.RollbackPlan;
import dev.rollback.Run;
import dev.rollback.journal.Journal;
import dev.rollback.journal.JournalException;
import dev.rollback.journal.RunSummary;
import dev.rollback.notify.Delivery;
import dev.rollback.run.Outline;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What the command line does with runs that are kept: lists, shows, cancels, carries on, takes back. */
final class RunCommands {

    /** The note of a plan that its command line is kept in. */
    static final String ARGUMENTS = "arguments";

    private final RollbackEngine engine;
    private final Journal journal;
    private final Consumer<String> out;
    private final int width;
    private final Supplier<String> who;

    RunCommands(RollbackEngine engine, Journal journal, Consumer<String> out, int width, Supplier<String> who) {
        this.who = who;
        this.engine = engine;
        this.journal = journal;
        this.out = out;
        this.width = width;
    }

    /** Newest first, one a line. */
    void list() {
        List<RunId> runs = journal.runs();
        if (runs.isEmpty()) {
            out.accept("No run is kept in " + journal.describe() + ".");
        }
        for (RunId run : runs) {
            RunSummary summary = journal.summary(run);
            RunSummary.End end = summary.end();
            out.accept(String.format(
                    Locale.ROOT,
                    "%-32s  %s  %-14s  %s",
                    run,
                    summary.startedAt(),
                    end == null ? "not ended" : end.outcome(),
                    summary.plan()));
        }
    }

    void status(RunId run) {
        Run asked = engine.run(run);
        out.accept(asked.status().toText(width));
        List<Delivery> messages = asked.messages();
        if (!messages.isEmpty()) {
            out.accept("MESSAGES");
            messages.forEach(message -> out.accept("  " + message.toText()));
        }
    }

    /** Asks whoever drives it; a run that nobody drives takes it when it is resumed. */
    void cancel(RunId run, String reason) {
        Run asked = engine.run(run);
        if (asked.isEnded()) {
            out.accept("Run " + run + " has ended already.");
            return;
        }
        asked.cancel(who.get(), reason);
        out.accept("Run " + run
                + " is asked to stop: nothing new starts, nothing is undone, AWS goes on with what it was asked"
                + " to do. If nobody drives it now, it stops once it is resumed.");
    }

    void approve(RunId run, String step, String reason) {
        engine.run(run).approve(step, who.get(), reason);
        out.accept("Run " + run + " is told that it is approved.");
    }

    void deny(RunId run, String step, String reason) {
        engine.run(run).deny(step, who.get(), reason);
        out.accept("Run " + run + " is told that it is denied.");
    }

    void override(RunId run, String step, String reason) {
        engine.run(run).override(step, who.get(), reason);
        out.accept("Run " + run + " is told to go on without waiting.");
    }

    void breakGlass(RunId run, String reason) {
        engine.run(run).breakGlass(who.get(), reason);
        out.accept("Run " + run + " is told to wait for no approval any more.");
    }

    /** Carries a run on, with the plan that its command line makes. */
    Run resume(RunId run, BiFunction<RunId, List<String>, RollbackPlan> plans) {
        return engine.resume(run, plan(run, plans));
    }

    /** All that have not ended, the oldest first. One that is driven just now is left to whoever drives it. */
    List<Run> resumeAll(BiFunction<RunId, List<String>, RollbackPlan> plans) {
        List<RunId> unfinished = new ArrayList<>(engine.unfinished());
        Collections.reverse(unfinished);
        List<Run> resumed = new ArrayList<>();
        for (RunId run : unfinished) {
            try {
                resumed.add(resume(run, plans));
            } catch (RollbackException | JournalException | UsageException e) {
                out.accept(String.valueOf(e.getMessage()));
            }
        }
        return resumed;
    }

    Preview undo(RunId run, BiFunction<RunId, List<String>, RollbackPlan> plans) {
        return engine.previewUndo(run, plan(run, plans));
    }

    private RollbackPlan plan(RunId run, BiFunction<RunId, List<String>, RollbackPlan> plans) {
        Outline outline = ((RunEvent.RunStarted) journal.read(run).get(0)).outline();
        String arguments = outline.notes().get(ARGUMENTS);
        if (arguments == null) {
            throw UsageException.of(
                    run.value(),
                    "a run that this program began",
                    "one of RollBackOnAws runs; others by their own program");
        }
        return plans.apply(run, List.of(arguments.split("\n", -1)));
    }
}
