package dev.rollback.journal;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The lines of ledgers. */
final class LedgerLines {

    private LedgerLines() {}

    /**
     * The lines of one append as bytes, each with its line feed.
     *
     * @throws IllegalArgumentException when a line holds a line break
     */
    static byte[] encoded(List<String> lines) {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            if (line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0) {
                throw new IllegalArgumentException(
                        "A ledger was given \"" + line + "\": expected a line without breaks. Escape them.");
            }
            text.append(line).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Lines that close what they are read from when they are closed. */
    static Stream<String> closing(Stream<String> lines, Closeable from, Path file) {
        return lines.onClose(() -> {
            try {
                from.close();
            } catch (IOException e) {
                throw new UncheckedIOException("The records of a step could not be closed: " + file, e);
            }
        });
    }
}
