package dev.rollback.testkit.lambda;

import dev.rollback.testkit.account.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts lists into pages as Lambda does: it returns no more than its own limit, whatever the caller asks for. */
final class Pages {
    private Pages() {}

    /**
     * Cuts a page.
     *
     * @param cap what the operation returns at most; also the default
     */
    static <T> Page<T> of(List<T> all, @Nullable String marker, @Nullable Integer maxItems, int cap) {
        if (maxItems != null && maxItems < 1) {
            throw LambdaErrors.malformed("maxItems", maxItems.toString(), "[1-9][0-9]*");
        }
        int size = maxItems == null ? cap : Math.min(maxItems, cap);
        return Page.of(all, marker, size, () -> LambdaErrors.invalid("Invalid marker: " + marker));
    }
}
