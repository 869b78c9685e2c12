package dev.rollback.aws.s3;

import dev.rollback.aws.sdk.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/** A listing by hand: entries in their true order, handed out in pages as S3 does, versions and markers apart. */
final class Listings implements Pages {

    /** A time of the past that most tests ask for. */
    static final Instant T = TestClock.START.minus(Duration.ofHours(1));

    private final List<Entry> entries = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private int pageSize = 1_000;

    /** As many entries as a page holds at most. */
    Listings pagesOf(int size) {
        pageSize = size;
        return this;
    }

    /** A version below those before it of the same key; keys in their order. */
    Listings version(String key, String id, Instant at, String content) {
        Entry.Body body = new Entry.Body("\"" + content + "\"", content.length(), "STANDARD");
        entries.add(new Entry(key, id, at, isFirst(key), body));
        return this;
    }

    Listings marker(String key, String id, Instant at) {
        entries.add(new Entry(key, id, at, isFirst(key), null));
        return this;
    }

    private boolean isFirst(String key) {
        return entries.stream().noneMatch(entry -> entry.key().equals(key));
    }

    /** What was asked for so far: where each page began and how long it might be. */
    List<String> asked() {
        return asked;
    }

    @Override
    public ListObjectVersionsResponse page(String prefix, S3Calls.Place from, int most) {
        asked.add(from.key() + " " + from.versionId() + " " + most);
        List<Entry> left = entries.stream()
                .filter(entry -> entry.key().startsWith(prefix))
                .filter(entry -> isAfter(entry, from))
                .toList();
        List<Entry> page = left.subList(0, Math.min(left.size(), Math.min(most, pageSize)));
        boolean truncated = page.size() < left.size();
        Entry last = page.isEmpty() ? null : page.get(page.size() - 1);
        return ListObjectVersionsResponse.builder()
                .versions(page.stream()
                        .filter(entry -> !entry.isMarker())
                        .map(Listings::version)
                        .toList())
                .deleteMarkers(page.stream()
                        .filter(Entry::isMarker)
                        .map(Listings::marker)
                        .toList())
                .isTruncated(truncated)
                .nextKeyMarker(truncated && last != null ? last.key() : null)
                .nextVersionIdMarker(truncated && last != null ? last.id() : null)
                .build();
    }

    private boolean isAfter(Entry entry, S3Calls.Place from) {
        if (from.key() == null) {
            return true;
        }
        if (from.versionId() == null || !entry.key().equals(from.key())) {
            return Utf8Order.OF_KEYS.compare(entry.key(), from.key()) > 0;
        }
        List<String> ids = entries.stream()
                .filter(other -> other.key().equals(entry.key()))
                .map(Entry::id)
                .toList();
        return ids.indexOf(entry.id()) > ids.indexOf(from.versionId());
    }

    /** The id of an entry that has to be there. */
    static String id(@Nullable Entry entry) {
        return Objects.requireNonNull(entry, "an entry").id();
    }

    private static ObjectVersion version(Entry entry) {
        Entry.Body body = Objects.requireNonNull(entry.body());
        return ObjectVersion.builder()
                .key(entry.key())
                .versionId(entry.id())
                .isLatest(entry.latest())
                .lastModified(entry.at())
                .eTag(body.etag())
                .size(body.size())
                .storageClass(body.storageClass())
                .build();
    }

    private static DeleteMarkerEntry marker(Entry entry) {
        return DeleteMarkerEntry.builder()
                .key(entry.key())
                .versionId(entry.id())
                .isLatest(entry.latest())
                .lastModified(entry.at())
                .build();
    }

    /** All keys of the listing, for what was on top at {@link #T}. */
    List<KeyState> states() {
        return states(Span.bucket("shop"), Wanted.at(T));
    }

    List<KeyState> states(Span span, Wanted wanted) {
        List<KeyState> states = new ArrayList<>();
        new Scan(this, span, wanted, Scan.Range.ALL, Scan.Watcher.NONE).forEachRemaining(states::add);
        return states;
    }
}
