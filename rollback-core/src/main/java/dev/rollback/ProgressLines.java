package dev.rollback;

import dev.rollback.run.Outline;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import java.util.function.Consumer;

/** Tells people what happens, a line each time: {@code options.listener(ProgressLines.to(System.out::println))}. Says why a step waits. */
public final class ProgressLines implements RunListener {

    private final Consumer<String> out;

    private ProgressLines(Consumer<String> out) {
        this.out = out;
    }

    /** Hands each line over, without a line end. The consumer is called by one thread at a time. */
    public static ProgressLines to(Consumer<String> out) {
        return new ProgressLines(out);
    }

    @Override
    public void happened(RunId run, Outline outline, RunEvent event) {
        EventText.Line line = event.accept(new EventText(outline));
        if (!line.text().isEmpty()) {
            out.accept(Texts.clock(event.at()) + "  " + Page.pad(line.step(), widest(outline)) + "  " + line.text());
        }
    }

    /** So that what is said of different steps stands in one column. */
    private static int widest(Outline outline) {
        return outline.steps().stream()
                .mapToInt(step -> step.name().length())
                .filter(length -> length <= 24)
                .max()
                .orElse(0);
    }
}
