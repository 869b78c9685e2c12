package dev.rollback.journal;

/** Text that can be written in UTF-8. */
final class WholeText {

    private static final char REPLACEMENT = '\uFFFD';

    private WholeText() {}

    /** The text with each half of a surrogate pair replaced that stands alone, as cutting a text in the middle of a sign leaves it. */
    static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return mended(text);
            }
        }
        return text;
    }

    private static String mended(String text) {
        StringBuilder mended = new StringBuilder(text.length());
        text.codePoints().forEach(sign -> mended.appendCodePoint(isHalf(sign) ? REPLACEMENT : sign));
        return mended.toString();
    }

    private static boolean isHalf(int sign) {
        return sign >= Character.MIN_SURROGATE && sign <= Character.MAX_SURROGATE;
    }
}
