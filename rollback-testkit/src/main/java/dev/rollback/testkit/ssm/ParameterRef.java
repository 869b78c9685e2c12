package dev.rollback.testkit.ssm;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A parameter as callers may name it.
 *
 * @param name the bare name, with a leading slash if it has more than one part
 * @param selector the version or label with its colon, null if the caller gave none
 */
record ParameterRef(String name, @Nullable String selector) {
    private static final Pattern FORM =
            Pattern.compile("(?:arn:aws[a-zA-Z-]*:ssm:[a-z0-9-]+:\\d{12}:parameter(/[^:]+)|([^:]+))(:[^:]+)?");

    static ParameterRef of(String asked) {
        Matcher parts = FORM.matcher(asked);
        if (!parts.matches()) {
            return new ParameterRef(asked, null);
        }
        String path = parts.group(1);
        return new ParameterRef(path == null ? parts.group(2) : nameOf(path), parts.group(3));
    }

    /** An ARN writes a slash before every name; the name has it only if it has more than one part. */
    private static String nameOf(String path) {
        return path.indexOf('/', 1) > 0 ? path : path.substring(1);
    }

    /** Returns the version asked for, or the newest if none was or if a label was. */
    long version(long newest) {
        return selector != null && selector.matches(":\\d{1,18}") ? Long.parseLong(selector.substring(1)) : newest;
    }
}
