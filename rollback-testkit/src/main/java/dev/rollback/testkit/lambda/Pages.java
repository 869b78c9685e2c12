package dev.rollback.testkit.lambda;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One page of a list with the marker of the next one, null at the end. */
record Pages<T>(List<T> items, @Nullable String next) {

    /**
     * Cuts a page.
     *
     * @param cap what the operation returns at most, whatever the caller asks for; also the default
     */
    static <T> Pages<T> of(List<T> all, @Nullable String marker, @Nullable Integer maxItems, int cap) {
        if (maxItems != null && maxItems < 1) {
            throw LambdaErrors.malformed("maxItems", maxItems.toString(), "[1-9][0-9]*");
        }
        int from = place(marker, all.size());
        int to = Math.min(all.size(), from + (maxItems == null ? cap : Math.min(maxItems, cap)));
        return new Pages<>(List.copyOf(all.subList(from, to)), to < all.size() ? "page-" + to : null);
    }

    private static int place(@Nullable String marker, int size) {
        if (marker == null) {
            return 0;
        }
        if (!marker.matches("page-\\d{1,9}")) {
            throw LambdaErrors.invalid("Invalid marker: " + marker);
        }
        return Math.min(size, Integer.parseInt(marker.substring("page-".length())));
    }
}
