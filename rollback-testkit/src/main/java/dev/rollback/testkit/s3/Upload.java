package dev.rollback.testkit.s3;

import java.time.Instant;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A multipart upload under way: what the object will be, and its parts by number. */
final class Upload {
    final String id;
    final String key;
    final Instant begun;
    final StoredObject object;
    final NavigableMap<Integer, Part> parts = new TreeMap<>();

    @Nullable
    StoredObject source;

    Upload(String id, String key, Instant begun, StoredObject object) {
        this.id = id;
        this.key = key;
        this.begun = begun;
        this.object = object;
    }

    /** One part, copied from somewhere. */
    record Part(String etag, long size) {}
}
