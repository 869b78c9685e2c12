package dev.rollback.target;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a target wants to know again at its next call (a deployment id, a place reached). The engine journals it. Immutable; at most
 * {@value #MAX_BYTES} bytes; no secrets.
 *
 * @param entries the entries in the order of their keys
 */
public record Memo(SortedMap<String, String> entries) {

    /** The most that a memo may hold, keys and values in UTF-8 together. */
    public static final int MAX_BYTES = 4096;

    private static final Memo EMPTY = new Memo(new TreeMap<>());

    /** Copies the entries and checks their size. */
    public Memo {
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
        int bytes = isSmall(entries) ? 0 : size(entries);
        if (bytes > MAX_BYTES) {
            throw new IllegalArgumentException("A memo of " + bytes + " bytes is too large, at most " + MAX_BYTES
                    + " are kept: remember a place, not the work done.");
        }
    }

    /** Whether it is allowed whatever its signs are: a sign takes three bytes at most, or four as two. */
    private static boolean isSmall(Map<String, String> entries) {
        int signs = 0;
        for (Map.Entry<String, String> entry : entries.entrySet()) {
            signs += entry.getKey().length() + entry.getValue().length();
        }
        return signs <= MAX_BYTES / 3;
    }

    private static int size(Map<String, String> entries) {
        int bytes = 0;
        for (Map.Entry<String, String> entry : entries.entrySet()) {
            bytes += entry.getKey().getBytes(StandardCharsets.UTF_8).length;
            bytes += entry.getValue().getBytes(StandardCharsets.UTF_8).length;
        }
        return bytes;
    }

    /** Nothing to remember. */
    public static Memo empty() {
        return EMPTY;
    }

    /** A memo of one entry. */
    public static Memo of(String key, String value) {
        return EMPTY.with(key, value);
    }

    /** This memo with one entry more, or with another value for it. */
    public Memo with(String key, String value) {
        SortedMap<String, String> more = new TreeMap<>(entries);
        more.put(key, value);
        return new Memo(more);
    }

    /** The value of an entry. */
    public Optional<String> get(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** Whether there is nothing in it. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }
}
