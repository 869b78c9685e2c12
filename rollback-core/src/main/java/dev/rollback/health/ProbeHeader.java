package dev.rollback.health;

import dev.rollback.target.HttpSyntax;

/** Checks header and method names where they are given. A header's value is not shown even when it is refused. */
final class ProbeHeader {

    private ProbeHeader() {}

    static String method(String method) {
        return token("method", method, "GET");
    }

    static String name(String name) {
        return token("header name", name, "X-Version");
    }

    private static String token(String what, String text, String example) {
        if (!HttpSyntax.isToken(text)) {
            throw new IllegalArgumentException("An HTTP probe cannot use the " + what + " " + Shown.quoted(text)
                    + ", expected letters, digits and dashes: write for example \"" + example + "\".");
        }
        return text;
    }

    static String settable(String name) {
        if (HttpSyntax.isSetByHttp(name(name))) {
            throw new IllegalArgumentException("An HTTP probe cannot send the header " + name
                    + ", which HTTP sets itself, expected another one: leave requestHeader(\"" + name
                    + "\", ...) out.");
        }
        return name;
    }

    static String value(String name, String value) {
        if (!HttpSyntax.isHeaderValue(value)) {
            throw new IllegalArgumentException("An HTTP probe cannot send the header " + name
                    + ": its value has a line break or another character that a header cannot have, expected printable"
                    + " ones: correct the value, which is not shown here.");
        }
        return value;
    }
}
