package dev.rollback.aws.s3;

import java.util.Comparator;

/** The order of keys in a listing: by their bytes in UTF-8, which is not the order of Java's strings where a key holds characters beyond the first plane. */
final class Utf8Order implements Comparator<String> {

    static final Utf8Order OF_KEYS = new Utf8Order();

    private Utf8Order() {}

    @Override
    public int compare(String one, String other) {
        int common = Math.min(one.length(), other.length());
        for (int i = 0; i < common; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                return compare(a, b);
            }
        }
        return Integer.compare(one.length(), other.length());
    }

    /** Surrogates stand for characters that take four bytes, and those come after all others. */
    private static int compare(char a, char b) {
        boolean surrogate = Character.isSurrogate(a);
        if (surrogate != Character.isSurrogate(b)) {
            return surrogate ? 1 : -1;
        }
        return Character.compare(a, b);
    }
}
