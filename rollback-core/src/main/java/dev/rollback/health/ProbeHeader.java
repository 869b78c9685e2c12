package dev.rollback.health;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Checks header and method names where they are given. A header's value is not shown even when it is refused. */
final class ProbeHeader {

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");
    private static final List<String> SET_BY_HTTP =
            List.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

    private ProbeHeader() {}

    static String method(String method) {
        return token("method", method, "GET");
    }

    static String name(String name) {
        return token("header name", name, "X-Version");
    }

    private static String token(String what, String text, String example) {
        if (!TOKEN.matcher(text).matches()) {
            throw new IllegalArgumentException("An HTTP probe cannot use the " + what + " " + Shown.quoted(text)
                    + ", expected letters, digits and dashes: write for example \"" + example + "\".");
        }
        return text;
    }

    static String settable(String name) {
        if (SET_BY_HTTP.contains(name(name).toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("An HTTP probe cannot send the header " + name
                    + ", which HTTP sets itself, expected another one: leave requestHeader(\"" + name
                    + "\", ...) out.");
        }
        return name;
    }

    static String value(String name, String value) {
        if (!VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException("An HTTP probe cannot send the header " + name
                    + ": its value has a line break or another character that a header cannot have, expected printable"
                    + " ones: correct the value, which is not shown here.");
        }
        return value;
    }
}
