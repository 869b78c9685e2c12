package dev.rollback.aws.cloudfront;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A path as CloudFront takes it: encoded where its characters are not ASCII or what RFC 1738 calls unsafe, and nowhere else, because CloudFront would
 * look for another file then. Sources: CloudFront Developer Guide, "What you need to know when invalidating files".
 */
final class InvalidationPath {

    /** The most characters, once encoded. */
    static final int LONGEST = 4_000;

    private static final String WILDCARD = "*";
    private static final String SAFE = "-_.!$&'()+,;=:@/?*";
    private static final int SHOWN = 80;

    private InvalidationPath() {}

    /**
     * The path, encoded unless it is already.
     *
     * @throws IllegalArgumentException when CloudFront would refuse it
     */
    static String encoded(String path) {
        if (!path.startsWith("/")) {
            throw refused(
                    path,
                    "a / at its beginning, as it follows the domain name in a URL",
                    "Write it from there, for example /index.html");
        }
        int wildcard = path.indexOf(WILDCARD);
        if (wildcard >= 0 && wildcard < path.length() - 1) {
            throw refused(
                    path,
                    "its * at the end, the one place where CloudFront takes it",
                    "Cut it after the *, or name its files one by one");
        }
        String encoded = encode(path);
        if (encoded.length() > LONGEST) {
            throw refused(
                    path,
                    "at most 4,000 characters once it is encoded, got " + encoded.length(),
                    "Cut it, and end it with a *");
        }
        return encoded;
    }

    private static IllegalArgumentException refused(String path, String expected, String remedy) {
        String shown = path.length() > SHOWN ? path.substring(0, SHOWN) + "…" : path;
        return new IllegalArgumentException(
                "\"" + shown + "\" is not a path to invalidate: expected " + expected + ". " + remedy + ".");
    }

    private static String encode(String path) {
        StringBuilder encoded = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); ) {
            int character = path.codePointAt(i);
            if (isSafe(character) || isEscape(path, i)) {
                encoded.appendCodePoint(character);
            } else {
                escape(Character.toString(character), encoded);
            }
            i += Character.charCount(character);
        }
        return encoded.toString();
    }

    private static boolean isSafe(int character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || SAFE.indexOf(character) >= 0;
    }

    /** Whether a percent sign begins what is already encoded. */
    private static boolean isEscape(String path, int at) {
        return path.charAt(at) == '%'
                && at + 2 < path.length()
                && Character.digit(path.charAt(at + 1), 16) >= 0
                && Character.digit(path.charAt(at + 2), 16) >= 0;
    }

    private static void escape(String character, StringBuilder encoded) {
        for (byte each : character.getBytes(StandardCharsets.UTF_8)) {
            encoded.append(String.format(Locale.ROOT, "%%%02X", each));
        }
    }

    static boolean isWildcard(String path) {
        return path.endsWith(WILDCARD);
    }

    /** What stands before its wildcard. */
    static String prefix(String wildcard) {
        return wildcard.substring(0, wildcard.length() - WILDCARD.length());
    }

    /** All that begins like this. */
    static String wildcard(String prefix) {
        return prefix + WILDCARD;
    }
}
