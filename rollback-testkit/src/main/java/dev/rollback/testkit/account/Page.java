package dev.rollback.testkit.account;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list, with the opaque token that leads to the next one.
 *
 * @param items what the page holds
 * @param nextToken the token for the next call; null on the last page, as the SDK has it
 * @param <T> what is listed
 */
public record Page<T>(List<T> items, @Nullable String nextToken) {
    private static final String MARK = "from:";

    /** Keeps its own copy of the items. */
    public Page {
        items = List.copyOf(items);
    }

    /**
     * Cuts a page out of a list.
     *
     * @param all everything that the call would list
     * @param token the caller's token; null or empty for the first page
     * @param size most items on the page
     * @param badToken the service's own error for a token that it did not issue
     */
    public static <T> Page<T> of(
            List<T> all, @Nullable String token, int size, Supplier<? extends RuntimeException> badToken) {
        int from = start(token, all.size(), badToken);
        int to = Math.min(all.size(), from + size);
        return new Page<>(all.subList(from, to), to < all.size() ? token(to) : null);
    }

    private static String token(int from) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((MARK + from).getBytes(StandardCharsets.UTF_8));
    }

    private static int start(@Nullable String token, int size, Supplier<? extends RuntimeException> badToken) {
        if (token == null || token.isEmpty()) {
            return 0;
        }
        try {
            String plain = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            if (plain.startsWith(MARK)) {
                return Math.min(size, Integer.parseUnsignedInt(plain.substring(MARK.length())));
            }
        } catch (IllegalArgumentException notOurs) {
            throw badToken.get();
        }
        throw badToken.get();
    }
}
