package dev.rollback.aws.s3;

import java.util.ArrayList;
import java.util.List;

/** How many keys there are of a kind, and the first of them. To be used by one thread. */
final class Examples {

    private static final int MOST = 3;

    private final List<String> first = new ArrayList<>();
    private long count;

    void add(String key) {
        count++;
        if (first.size() < MOST) {
            first.add(key);
        }
    }

    long count() {
        return count;
    }

    /** The first of them. */
    List<String> first() {
        return List.copyOf(first);
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** For example {@code 5 keys (a.js, b.js, c.js, …)}. */
    @Override
    public String toString() {
        String more = count > first.size() ? ", …" : "";
        return Telling.keys(count) + " (" + String.join(", ", first) + more + ")";
    }
}
