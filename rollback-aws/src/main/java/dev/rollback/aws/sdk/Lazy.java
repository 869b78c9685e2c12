package dev.rollback.aws.sdk;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value found out when first needed. Remembers an answer, not a failure. Thread-safe. */
final class Lazy<T> {

    private final Supplier<T> source;
    private volatile @Nullable T value;

    Lazy(Supplier<T> source) {
        this.source = source;
    }

    T get() {
        T known = value;
        return known != null ? known : ask();
    }

    private synchronized T ask() {
        T known = value;
        if (known == null) {
            known = source.get();
            value = known;
        }
        return known;
    }
}
