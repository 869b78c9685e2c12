package dev.rollback.journal;

import org.jspecify.annotations.Nullable;

/** Makes strings of what was read; what was read not long ago is the same string again, because records repeat each other. For one thread. */
final class Texts {

    private static final int SLOTS = 64;
    private static final int LONGEST = 64;

    private final @Nullable String[] known = new String[SLOTS];

    /** The text of these signs. */
    String of(char[] signs, int from, int length) {
        if (length == 0) {
            return "";
        }
        if (length > LONGEST) {
            return new String(signs, from, length);
        }
        int last = from + length - 1;
        int slot = (31 * (31 * signs[from + length / 2] + signs[last]) + 7 * signs[from] + length) % SLOTS;
        String before = known[slot];
        if (before != null && isSame(before, signs, from, length)) {
            return before;
        }
        String text = new String(signs, from, length);
        known[slot] = text;
        return text;
    }

    private static boolean isSame(String text, char[] signs, int from, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != signs[from + i]) {
                return false;
            }
        }
        return true;
    }
}
