package dev.rollback;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Text for people, wrapped at words to a width; what follows a line's first is set under its text. Not thread-safe. */
final class Page {

    private static final int WIDEST = 24;

    private final int width;
    private final StringBuilder out = new StringBuilder();

    Page(int width) {
        this.width = width;
    }

    Page blank() {
        out.append('\n');
        return this;
    }

    Page heading(String text) {
        return blank().line("", text);
    }

    /** A line with something in front of it, under whose width the text goes on. */
    Page line(String front, String text) {
        String indent = " ".repeat(front.length());
        String before = front;
        for (String part : wrap(text.replace('\n', ' '), Math.max(20, width - front.length()))) {
            out.append((before + part).stripTrailing()).append('\n');
            before = indent;
        }
        return this;
    }

    /** A line of a block: a word set to a column, then text. */
    Page field(int indent, String label, int column, String text) {
        return line(" ".repeat(indent) + pad(label, column) + " ", text);
    }

    /** The width of a column of such names; longer ones stick out. */
    static int widest(Stream<String> names) {
        return names.mapToInt(String::length)
                .filter(length -> length <= WIDEST)
                .max()
                .orElse(0);
    }

    static String pad(String text, int column) {
        return text.length() >= column ? text : text + " ".repeat(column - text.length());
    }

    /** Text for a place of its own, such as a line of progress; what follows the first line is set under its text. */
    static List<String> lines(String front, String text, int width) {
        return new Page(width).line(front, text).text().lines().toList();
    }

    private static List<String> wrap(String text, int room) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > room) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
            breakLong(line, room, lines);
        }
        lines.add(line.toString());
        return lines;
    }

    /** A word that is longer than a line, such as an ARN, is broken where it must. */
    private static void breakLong(StringBuilder line, int room, List<String> lines) {
        while (line.length() > room) {
            lines.add(line.substring(0, room));
            line.delete(0, room);
        }
    }

    String text() {
        return out.toString();
    }
}
