package dev.rollback.aws.s3;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Goes through the objects of a release in the order of their keys, one page in hand. What it went past is in the digest. Not thread-safe. */
final class ReleaseCursor {

    private static final Instant EVER = Instant.MAX;

    private final Span release;
    private final Scan scan;
    private final MessageDigest digest = sha256();
    private @Nullable Entry at;
    private @Nullable Instant newest;
    private long keys;

    /**
     * Stands at the first object.
     *
     * @param after what follows the prefix in the last key that is not asked for any more; null if all are
     */
    ReleaseCursor(Pages pages, Span release, @Nullable String after) {
        this.release = release;
        Scan.Range range = new Scan.Range(after == null ? null : release.prefix() + after, () -> true);
        this.scan = new Scan(pages, release, Wanted.at(EVER), range, Scan.Watcher.NONE);
        seek();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** A folder's own object, as consoles make them, belongs to no release. */
    private void seek() {
        at = null;
        while (at == null && scan.hasNext()) {
            KeyState state = scan.next();
            if (state.isLive() && !state.key().equals(release.prefix())) {
                at = state.current();
            }
        }
    }

    /** The object it stands at; null behind the last. */
    @Nullable
    Entry at() {
        return at;
    }

    /** How the key of the object it stands at compares with one of what users get, both without their prefixes; behind the last above 0. */
    int compareTo(String name) {
        Entry entry = at;
        return entry == null ? 1 : Utf8Order.OF_KEYS.compare(name(entry), name);
    }

    String name(Entry entry) {
        return entry.key().substring(release.prefix().length());
    }

    void advance() {
        Entry entry = at;
        if (entry == null) {
            return;
        }
        keys++;
        newest = newest == null || entry.at().isAfter(newest) ? entry.at() : newest;
        Entry.Body body = entry.body();
        String tag = body == null ? "" : body.etag().replace("\"", "");
        digest.update((name(entry) + "\0" + entry.size() + "\0" + tag + "\n").getBytes(StandardCharsets.UTF_8));
        seek();
    }

    /** Goes past what is left. */
    ReleaseCursor toEnd() {
        while (at != null) {
            advance();
        }
        return this;
    }

    String prefix() {
        return release.prefix();
    }

    /** How many objects it went past. */
    long keys() {
        return keys;
    }

    /** When the newest of them was stored. */
    Optional<Instant> newest() {
        return Optional.ofNullable(newest);
    }

    /** The same for the same names, sizes and entity tags. To be asked once, at the end. */
    String content() {
        return "release:" + HexFormat.of().formatHex(digest.digest());
    }
}
