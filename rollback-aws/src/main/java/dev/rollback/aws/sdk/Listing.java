package dev.rollback.aws.sdk;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads listings that services hand out page by page. */
public final class Listing {

    private Listing() {}

    /**
     * All items of a listing that fits into memory.
     *
     * @param read asks for the page behind a marker; null for the first
     * @param items what a page holds
     * @param next the marker of the page behind one; null or empty at the end
     */
    public static <P, T> List<T> all(
            Function<@Nullable String, P> read, Function<P, List<T>> items, Function<P, @Nullable String> next) {
        List<T> all = new ArrayList<>();
        String marker = null;
        do {
            P page = read.apply(marker);
            all.addAll(items.apply(page));
            marker = next.apply(page);
        } while (marker != null && !marker.isEmpty());
        return all;
    }
}
