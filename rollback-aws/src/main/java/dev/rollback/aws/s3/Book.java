package dev.rollback.aws.s3;

import dev.rollback.target.Ledger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The ledger of a step, as deeds. Gathers a few before it appends them; {@link #flush} at the end. To be used by one thread. */
final class Book {

    private static final int AT_A_TIME = 500;

    private final Ledger ledger;
    private final List<String> gathered = new ArrayList<>();

    Book(Ledger ledger) {
        this.ledger = ledger;
    }

    void note(Deed deed) {
        gathered.add(deed.line());
        if (gathered.size() >= AT_A_TIME) {
            flush();
        }
    }

    /** Makes all that was noted durable. */
    void flush() {
        if (!gathered.isEmpty()) {
            ledger.append(List.copyOf(gathered));
            gathered.clear();
        }
    }

    /**
     * A deed and where it stands.
     *
     * @param line the number of its line, the first is 0
     * @param deed the deed
     */
    record Placed(long line, Deed deed) {}

    /** All deeds, the oldest first, read as they are asked for; to be closed. Passes over lines of other kinds, which name uploads. */
    Stream<Deed> deeds() {
        return deeds(0).map(Placed::deed);
    }

    /** The deeds from this line on, the oldest first; to be closed. */
    Stream<Placed> deeds(long from) {
        flush();
        AtomicLong line = new AtomicLong(from - 1);
        return ledger.lines().skip(from).flatMap(text -> placed(line.incrementAndGet(), text).stream());
    }

    private static Optional<Placed> placed(long line, String text) {
        return text.startsWith("{") ? Optional.of(new Placed(line, Deed.parse(text))) : Optional.empty();
    }

    /** The last deed of each of these keys, where there is one. Reads the whole ledger once. */
    Map<String, Deed> last(Collection<String> keys) {
        return last(keys, Set.of(Deed.What.values()));
    }

    /** The last of these deeds of each of these keys. */
    Map<String, Deed> last(Collection<String> keys, Set<Deed.What> kinds) {
        return last(keys, kinds, 0);
    }

    /** The last of these deeds of each of these keys, from this line on. Only lines of these keys are parsed. */
    Map<String, Deed> last(Collection<String> keys, Set<Deed.What> kinds, long from) {
        Map<String, Deed> last = new LinkedHashMap<>();
        if (keys.isEmpty()) {
            return last;
        }
        flush();
        Set<String> asked = keys.stream().map(Deed::lineBegin).collect(Collectors.toCollection(HashSet::new));
        try (Stream<String> lines = ledger.lines()) {
            lines.skip(from)
                    .filter(line -> asked.contains(Deed.beginOf(line)))
                    .map(Deed::parse)
                    .filter(deed -> kinds.contains(deed.what()))
                    .forEach(deed -> last.put(deed.key(), deed));
        }
        return last;
    }
}
