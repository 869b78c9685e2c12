package dev.rollback.aws.appconfig;

import dev.rollback.target.Ledger;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Which version a step found deployed before it deployed its own, in its ledger: a number, never a content. The last line counts. */
record FoundVersions(Ledger ledger) {

    private static final String LINE = "found version ";

    static FoundVersions in(Ledger ledger) {
        return new FoundVersions(ledger);
    }

    /** Notes it, unless it is the last that was noted. */
    void add(int version) {
        if (last().orElse(-1) != version) {
            ledger.append(List.of(LINE + version));
        }
    }

    OptionalInt last() {
        try (Stream<String> lines = ledger.lines()) {
            return lines.filter(line -> line.startsWith(LINE))
                    .mapToInt(line -> Integer.parseInt(line.substring(LINE.length())))
                    .reduce((older, newer) -> newer);
        }
    }
}
