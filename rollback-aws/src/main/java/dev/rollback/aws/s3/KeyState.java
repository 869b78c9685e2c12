package dev.rollback.aws.s3;

import org.jspecify.annotations.Nullable;

/**
 * A key: what is on top, and what shall be.
 *
 * @param key the key
 * @param current the entry on top; null if no entry is left
 * @param below the entry below that, if there is one
 * @param aim the entry that shall be on top again; null or a marker if the key shall be absent
 * @param doubt why the aim cannot be told
 */
record KeyState(
        String key,
        @Nullable Entry current,
        @Nullable Entry below,
        @Nullable Entry aim,
        Doubt doubt) {

    /** Why the aim of a key cannot be told. */
    enum Doubt {
        /** It can. */
        NONE,
        /** The version that is wanted by its id is gone. */
        GONE,
        /** A version and a marker were stored in the same second, and which came later cannot be found out. */
        TIED
    }

    /** What has to be done for a key. */
    enum Need {
        /** It is as it shall be. */
        NOTHING,
        /** A newer version holds the same bytes: its metadata have to be compared. */
        COMPARE,
        /** What is wanted lies on another key, and the same bytes are on top already. */
        ALIKE,
        /** An earlier version has to be copied on top. */
        COPY,
        /** A delete marker has to be put on top. */
        REMOVE,
        /** The wanted version is gone. */
        GONE,
        /** Refused: see {@link Doubt#TIED}. */
        TIED
    }

    Need need() {
        return switch (doubt) {
            case GONE -> Need.GONE;
            case TIED -> Need.TIED;
            case NONE -> aim == null || aim.isMarker() ? absence() : presence(aim);
        };
    }

    private Need absence() {
        return isLive() ? Need.REMOVE : Need.NOTHING;
    }

    private Need presence(Entry wanted) {
        if (current != null && current.isSame(wanted)) {
            return Need.NOTHING;
        }
        if (current == null || !current.sameBytes(wanted)) {
            return Need.COPY;
        }
        return isElsewhere() ? Need.ALIKE : Need.COMPARE;
    }

    /** Whether what is wanted lies on another key: in a release. */
    private boolean isElsewhere() {
        return aim != null && !aim.key().equals(key);
    }

    /** Whether a reader gets an object now. */
    boolean isLive() {
        return current != null && !current.isMarker();
    }

    /** Whether a reader shall get an object. */
    boolean shallLive() {
        return doubt == Doubt.NONE && aim != null && !aim.isMarker();
    }

    /** What is on top, as a condition for writing. */
    KeyCopy.Found found() {
        if (current == null) {
            return KeyCopy.Found.NOTHING;
        }
        KeyCopy.Found found = Newest.found(current);
        return isElsewhere() ? found.sized(current.size()) : found;
    }

    /** What has to be copied; null if nothing has to. */
    KeyCopy.@Nullable Source source() {
        Entry.Body body = aim == null ? null : aim.body();
        return aim == null || body == null ? null : new KeyCopy.Source(aim.key(), aim.id(), body.etag(), body.size());
    }
}
