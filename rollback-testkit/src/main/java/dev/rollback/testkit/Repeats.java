package dev.rollback.testkit;

import java.util.ArrayList;
import java.util.List;

/** Shortens a list of lines in which the same block of lines comes over and over, as while something is waited for: it is told once, and counted. */
final class Repeats {
    private static final int LONGEST_BLOCK = 8;

    /** From so many times on it is worth it. */
    private static final int LEAST = 3;

    private final List<String> lines;
    private final int ignored;

    /**
     * Of these lines.
     *
     * @param ignored how many characters at the start of each may differ: its time
     */
    Repeats(List<String> lines, int ignored) {
        this.lines = lines;
        this.ignored = ignored;
    }

    List<String> shortened() {
        List<String> text = new ArrayList<>();
        int at = 0;
        while (at < lines.size()) {
            at = next(at, text);
        }
        return text;
    }

    /** Takes one line, or a block with all that repeats it; answers what comes after. */
    private int next(int at, List<String> text) {
        for (int block = 1; block <= LONGEST_BLOCK; block++) {
            int times = times(at, block);
            if (times >= LEAST) {
                text.addAll(lines.subList(at, at + block));
                text.add(" ".repeat(ignored) + "... " + (block == 1 ? "this" : "these " + block + " lines") + " "
                        + (times - 1) + " times more");
                return at + block * times;
            }
        }
        text.add(lines.get(at));
        return at + 1;
    }

    /** How often the block that begins there comes in a row. */
    private int times(int at, int block) {
        int times = 1;
        while (isBlockAgain(at, at + times * block, block)) {
            times++;
        }
        return times;
    }

    private boolean isBlockAgain(int at, int again, int block) {
        if (again + block > lines.size()) {
            return false;
        }
        for (int i = 0; i < block; i++) {
            if (!what(lines.get(at + i)).equals(what(lines.get(again + i)))) {
                return false;
            }
        }
        return true;
    }

    private String what(String line) {
        return line.substring(Math.min(ignored, line.length()));
    }
}
