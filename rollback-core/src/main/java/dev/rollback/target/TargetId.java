package dev.rollback.target;

import java.util.Objects;

/**
 * Names one target for good: the key of journal and lease. Written {@code kind:scope/name}, for example
 * {@code ecs-service:eu-west-1/123456789012/prod/checkout}. Immutable.
 *
 * @param kind what it is, for example {@code ecs-service}; no blanks and no colon
 * @param scope where it is, for AWS {@code region/account}; targets of one scope share a fate, see the policy {@code HALT}
 * @param name which one it is within the scope
 */
public record TargetId(String kind, String scope, String name) implements Comparable<TargetId> {

    /** Checks that no part is empty. */
    public TargetId {
        requireText("kind", kind);
        requireText("scope", scope);
        requireText("name", name);
        if (kind.indexOf(':') >= 0) {
            throw new IllegalArgumentException(
                    "Target kind \"" + kind + "\" holds a colon: write it with dashes instead.");
        }
    }

    private static void requireText(String part, String value) {
        Objects.requireNonNull(value, part);
        if (value.isBlank()) {
            throw new IllegalArgumentException("Target " + part + " is empty: give the text that names it.");
        }
    }

    /** Reads what {@link #toString()} wrote; the scope of an AWS target is its first two parts. */
    public static TargetId parse(String text) {
        int colon = text.indexOf(':');
        int region = text.indexOf('/', colon + 1);
        int account = text.indexOf('/', region + 1);
        if (colon < 1 || region < 0 || account < 0) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a target id: expected kind:region/account/name.");
        }
        return new TargetId(text.substring(0, colon), text.substring(colon + 1, account), text.substring(account + 1));
    }

    @Override
    public int compareTo(TargetId other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return kind + ":" + scope + "/" + name;
    }
}
