package dev.rollback.aws.s3;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Part of a ledger: the keys that have a deed of some kind there and of which that is still the last, so that something is left to do. Large enough that a
 * ledger is not read over and over, and small enough for the heap.
 *
 * @param items what is left to do, in the order of the ledger
 * @param failed what was tried and failed; a call that was cut off may have recorded that and not remembered it
 * @param end the line after the last that was read
 * @param isLast whether the ledger ends there
 */
record Window(List<Book.Placed> items, List<Deed> failed, long end, boolean isLast) {

    static final int MOST = 10_000;

    /**
     * Reads on.
     *
     * @param kinds what is looked for
     * @param among what counts as a later deed of the same key
     */
    static Window read(Book book, long from, Set<Deed.What> kinds, Set<Deed.What> among) {
        List<Book.Placed> found = new ArrayList<>();
        Set<String> keys = new TreeSet<>();
        long end = from;
        boolean last = true;
        try (Stream<Book.Placed> deeds = book.deeds(from)) {
            for (Iterator<Book.Placed> each = deeds.iterator(); each.hasNext() && last; ) {
                Book.Placed placed = each.next();
                end = placed.line() + 1;
                if (kinds.contains(placed.deed().what())
                        && keys.add(placed.deed().key())) {
                    found.add(placed);
                    last = found.size() < MOST;
                }
            }
        }
        Map<String, Deed> latest = book.last(keys, among, from);
        List<Book.Placed> left = found.stream()
                .map(placed -> new Book.Placed(
                        placed.line(), latest.getOrDefault(placed.deed().key(), placed.deed())))
                .filter(placed -> kinds.contains(placed.deed().what()))
                .toList();
        List<Deed> failed =
                latest.values().stream().filter(deed -> deed.failure() != null).toList();
        return new Window(left, failed, end, last);
    }

    /** The same without what is not asked for. */
    Window only(Predicate<Deed> asked) {
        return new Window(
                items.stream().filter(placed -> asked.test(placed.deed())).toList(), failed, end, isLast);
    }
}
