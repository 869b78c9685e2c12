package dev.rollback.aws.s3;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which entry each key shall have on top. Asked for keys in the order of a listing. Not thread-safe. */
interface Wanted extends AutoCloseable {

    /** What is wanted of one key. */
    interface Goal {

        /** Whether this is the entry. The newest one that is counts. */
        boolean isMetBy(Entry entry);

        /** Whether a key without such an entry has lost it; otherwise the key shall be absent. */
        boolean isNamed();

        /** The version of another key that shall be copied, whatever entries this one has; null if the goal is one of them. */
        default @Nullable Entry given() {
            return null;
        }
    }

    /** What is wanted of this key. */
    Goal of(String key);

    /**
     * The next key that is wanted by name although the listing went past it: all its entries are gone. Takes it.
     *
     * @param key the key that the listing has reached; null at its end
     */
    default Optional<String> missedBefore(@Nullable String key) {
        return Optional.empty();
    }

    /** What has to be done for a key that {@link #missedBefore} told. */
    default KeyState missed(String key) {
        return new KeyState(key, null, null, null, KeyState.Doubt.GONE);
    }

    /** Where to begin again after the last key that was asked for; 0 if that needs no place of its own. */
    default long offset() {
        return 0;
    }

    @Override
    default void close() {}

    /** Whatever was on top at this time; what was stored in that very second counts in. */
    static Wanted at(Instant instant) {
        Goal goal = new Goal() {
            @Override
            public boolean isMetBy(Entry entry) {
                return !entry.at().isAfter(instant);
            }

            @Override
            public boolean isNamed() {
                return false;
            }
        };
        return key -> goal;
    }

    /** The version of that id. */
    static Wanted version(String id) {
        Goal goal = new Named(id);
        return key -> goal;
    }

    /** One entry by its id. */
    record Named(String id) implements Goal {

        @Override
        public boolean isMetBy(Entry entry) {
            return entry.id().equals(id);
        }

        @Override
        public boolean isNamed() {
            return true;
        }
    }
}
