package dev.rollback.journal;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The lines of one append to a ledger. */
final class LedgerLines {

    private LedgerLines() {}

    /**
     * The lines as bytes, each with its line feed.
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
}
