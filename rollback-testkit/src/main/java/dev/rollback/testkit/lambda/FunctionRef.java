package dev.rollback.testkit.lambda;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A function as callers may name it: name, partial ARN or ARN, each with or without a version or alias.
 *
 * @param region the region of an ARN, null if the caller gave none
 * @param accountId the account of an ARN or partial ARN, null if the caller gave none
 * @param name the bare name
 * @param qualifier version or alias, null if the caller gave none
 */
record FunctionRef(
        @Nullable String region,
        @Nullable String accountId,
        String name,
        @Nullable String qualifier) {
    private static final String LATEST = "$LATEST";
    private static final String QUALIFIER = "(\\$LATEST|[a-zA-Z0-9-_]+)";
    private static final String FORM =
            "(?:(?:arn:aws[a-zA-Z-]*:lambda:([a-z0-9-]+):)?(\\d{12}):function:|function:)?([a-zA-Z0-9-_]+)(?::"
                    + QUALIFIER + ")?";
    private static final Pattern FORMS = Pattern.compile(FORM);
    private static final Pattern QUALIFIERS = Pattern.compile(QUALIFIER);
    private static final Pattern NUMBERS = Pattern.compile("\\d+");

    static FunctionRef of(String given) {
        return of(given, null);
    }

    /** Reads a name and the qualifier that was given beside it; if both have one, they must agree. */
    static FunctionRef of(String given, @Nullable String beside) {
        Matcher parts = FORMS.matcher(given);
        if (!parts.matches()) {
            throw LambdaErrors.malformed("functionName", given, FORM);
        }
        if (beside != null && !QUALIFIERS.matcher(beside).matches()) {
            throw LambdaErrors.malformed("qualifier", beside, QUALIFIER);
        }
        String within = parts.group(4);
        if (within != null && beside != null && !within.equals(beside)) {
            throw LambdaErrors.invalid(
                    "The derived qualifier from the function name does not match the specified qualifier.");
        }
        return new FunctionRef(parts.group(1), parts.group(2), parts.group(3), within == null ? beside : within);
    }

    /** Returns the version or alias meant: without a qualifier that is the unpublished version. */
    String meant() {
        return qualifier == null ? LATEST : qualifier;
    }

    static boolean isVersion(String qualifier) {
        return qualifier.equals(LATEST) || NUMBERS.matcher(qualifier).matches();
    }

    static boolean isLatest(String qualifier) {
        return qualifier.equals(LATEST);
    }
}
