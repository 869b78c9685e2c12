package dev.rollback.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What happened in a rehearsal, in order: one line each with the time since the start, who acted, what they did and what came of it.
 *
 * <p>Kept as it happens and turned into text only when asked for. The same seed gives the same text, byte for byte, on any JVM. It names
 * resources and shows no values of requests. To be used by one thread.
 */
public final class Trace {
    /** How wide time and actor are at least. */
    private static final int TIME = 12;

    private static final int ACTOR = 7;

    private final InstantSource clock;
    private final Instant start;
    private final List<Line> lines = new ArrayList<>();

    Trace(InstantSource clock, Instant start) {
        this.clock = clock;
        this.start = start;
    }

    /**
     * Adds a line of your own.
     *
     * @param actor who acts, in a word
     * @param what what they do; asked for its text only when the trace is rendered
     */
    public void add(String actor, Supplier<String> what) {
        lines.add(new Line(clock.instant(), actor, what));
    }

    /** How many lines there are. */
    public int size() {
        return lines.size();
    }

    /** The lines, as text. */
    public List<String> lines() {
        return render(0);
    }

    /** The last lines, each with its line break. */
    String last(int count) {
        return text(render(Math.max(0, lines.size() - count)));
    }

    private List<String> render(int from) {
        List<String> text = new ArrayList<>();
        for (Line line : lines.subList(from, lines.size())) {
            text.add(line(since(line.at), line.actor, line.what.get()));
        }
        return List.copyOf(text);
    }

    private static String line(String since, String actor, String what) {
        return " ".repeat(Math.max(0, TIME - since.length())) + since + "  " + actor
                + " ".repeat(Math.max(0, ACTOR - actor.length())) + " " + what;
    }

    private String since(Instant at) {
        Duration time = Duration.between(start, at);
        long hours = time.toHours();
        String minutes = digits(time.toMinutesPart(), 2) + ":" + digits(time.toSecondsPart(), 2) + "."
                + digits(time.toMillisPart(), 3);
        return hours == 0 ? minutes : hours + ":" + minutes;
    }

    private static String digits(int number, int wanted) {
        String digits = Integer.toString(number);
        return "0".repeat(Math.max(0, wanted - digits.length())) + digits;
    }

    private static String text(List<String> lines) {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    /** All lines, each with its line break. */
    @Override
    public String toString() {
        return text(render(0));
    }

    private record Line(Instant at, String actor, Supplier<String> what) {}
}
