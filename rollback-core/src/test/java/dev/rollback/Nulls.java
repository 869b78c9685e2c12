package dev.rollback;

import java.util.function.BiFunction;
import java.util.function.Function;

/** Answers null, as code does that nobody checks for it. */
@SuppressWarnings("NullAway")
final class Nulls {

    private Nulls() {}

    static <A, R> Function<A, R> one() {
        return a -> null;
    }

    static <A, B, R> BiFunction<A, B, R> two() {
        return (a, b) -> null;
    }
}
