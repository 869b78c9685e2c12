package dev.rollback.examples;

import dev.rollback.ProgressLines;
import dev.rollback.RunListener;
import dev.rollback.run.Outline;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.run.SelectiveVisitor;
import dev.rollback.run.StepKind;
import dev.rollback.run.StepOutline;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Shows a run: before AWS is first written to, how to follow and stop it; then what happens. */
final class Screen implements RunListener {

    private final Consumer<String> out;
    private final JournalPlace journal;
    private final RunListener lines;
    private final Set<Integer> changing = new TreeSet<>();
    private boolean written;
    private volatile boolean quiet;

    Screen(Consumer<String> out, JournalPlace journal, int width) {
        this.out = out;
        this.journal = journal;
        this.lines = ProgressLines.to(out).width(width);
    }

    /** Says nothing of a run that will be refused: the preview has said why. */
    void quiet() {
        quiet = true;
    }

    @Override
    public void happened(RunId run, Outline outline, RunEvent event) {
        if (quiet) {
            return;
        }
        event.accept(new Beginning(run, outline));
        lines.happened(run, outline, event);
    }

    private List<String> firstWrite(RunId run, RunEvent event) {
        List<String> lines = new ArrayList<>(List.of(
                "", "AWS IS CHANGED FROM NOW ON, " + event.at().truncatedTo(ChronoUnit.SECONDS), "run       " + run));
        lines.addAll(journal.isMemory() ? notKept() : kept(run));
        lines.add("");
        return lines;
    }

    /** How to go on with a run that is left. */
    String goOn(RunId run) {
        return journal.isMemory()
                ? "Run the same command again: it goes on from what the targets show."
                : "Go on with " + journal.command("resume", run) + ", or once it has ended take it back with "
                        + journal.command("undo", run) + ".";
    }

    private static List<String> notKept() {
        return List.of(
                "journal   memory, which ends with this process: --report FILE.json keeps what became of it",
                "cancel    Ctrl-C: nothing new starts, nothing is undone, AWS goes on with what it was asked to do");
    }

    private List<String> kept(RunId run) {
        return List.of(
                "journal   " + journal.name(),
                "status    " + journal.command("status", run),
                "cancel    Ctrl-C, or " + journal.command("cancel", run),
                "          nothing new starts, nothing is undone, AWS goes on with what it was asked to do",
                "resume    " + journal.command("resume", run) + ", if this process dies",
                "undo      " + journal.command("undo", run) + ", once it has ended");
    }

    /** What has to be said before a step begins. */
    private final class Beginning extends SelectiveVisitor<Boolean> {
        private final RunId run;
        private final Outline outline;

        Beginning(RunId run, Outline outline) {
            this.run = run;
            this.outline = outline;
        }

        @Override
        protected Boolean otherwise(RunEvent event) {
            return false;
        }

        @Override
        public Boolean changePlanned(RunEvent.ChangePlanned event) {
            return !event.change().isEmpty() && changing.add(event.step());
        }

        @Override
        public Boolean stepStarted(RunEvent.StepStarted event) {
            StepOutline step = outline.steps().get(event.step());
            if (step.kind() == StepKind.APPROVE) {
                approval(run, step).forEach(out);
            }
            boolean first = !written && (changing.contains(event.step()) || step.kind() == StepKind.RUN);
            if (first) {
                written = true;
                firstWrite(run, event).forEach(out);
            }
            return first;
        }
    }

    private List<String> approval(RunId run, StepOutline step) {
        return List.of(
                "",
                "WAITS FOR APPROVAL at " + step.name(),
                "approve   " + journal.command("approve", run),
                "deny      " + journal.command("deny", run) + " --reason TEXT",
                "");
    }
}
