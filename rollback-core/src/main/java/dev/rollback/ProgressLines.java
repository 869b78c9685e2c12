package dev.rollback;

import dev.rollback.run.Outline;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.run.StepOutline;
import java.util.function.Consumer;

/** Tells people what happens, a line each time: {@code options.listener(ProgressLines.to(System.out::println))}. Says why a step waits. */
public final class ProgressLines implements RunListener {

    private static final int LEAST_WIDTH = 40;

    private final Consumer<String> out;
    private final int width;

    private ProgressLines(Consumer<String> out, int width) {
        this.out = out;
        this.width = width;
    }

    /** Hands each line over, without a line end and however long it is. The consumer is called by one thread at a time. */
    public static ProgressLines to(Consumer<String> out) {
        return new ProgressLines(out, Integer.MAX_VALUE);
    }

    /** The same with long lines wrapped at words, what follows set under the text; 40 at least. */
    public ProgressLines width(int columns) {
        return new ProgressLines(out, Math.max(LEAST_WIDTH, columns));
    }

    @Override
    public void happened(RunId run, Outline outline, RunEvent event) {
        EventText.Line line = event.accept(new EventText(outline));
        if (!line.text().isEmpty()) {
            String front = Texts.clock(event.at()) + "  " + Page.pad(line.step(), widest(outline)) + "  ";
            Page.lines(front, line.text(), width).forEach(out);
        }
    }

    /** So that what is said of different steps stands in one column. */
    private static int widest(Outline outline) {
        return Page.widest(outline.steps().stream().map(StepOutline::name));
    }
}
