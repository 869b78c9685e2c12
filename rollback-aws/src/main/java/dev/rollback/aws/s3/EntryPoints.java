package dev.rollback.aws.s3;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which keys lead users in: they are copied last, when all that they refer to is in place. A pattern with {@code *} for any letters is held against the
 * last part of a key, or against the whole key if it has a slash.
 */
final class EntryPoints {

    static final EntryPoints PAGES = new EntryPoints(List.of("*.html", "*.htm"));

    private final List<String> patterns;
    private final List<Glob> globs;

    private record Glob(Pattern pattern, boolean whole) {
        boolean matches(String key) {
            String part = whole ? key : key.substring(key.lastIndexOf('/') + 1);
            return pattern.matcher(part).matches();
        }
    }

    EntryPoints(List<String> patterns) {
        this.patterns = List.copyOf(patterns);
        this.globs = patterns.stream().map(EntryPoints::glob).toList();
    }

    private static Glob glob(String pattern) {
        if (pattern.isEmpty()) {
            throw new IllegalArgumentException(
                    "A pattern for entry points is empty: expected one such as *.html. Leave it out if there is none.");
        }
        String regex =
                Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return new Glob(Pattern.compile(regex, Pattern.DOTALL), pattern.contains("/"));
    }

    boolean include(String key) {
        return globs.stream().anyMatch(glob -> glob.matches(key));
    }

    @Override
    public String toString() {
        return String.join(", ", patterns);
    }
}
