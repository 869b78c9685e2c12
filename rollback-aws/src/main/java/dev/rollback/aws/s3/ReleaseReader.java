package dev.rollback.aws.s3;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Wants of each key below the live prefix what a release has under the same name. Reads the release along the listing, one page in hand. Not thread-safe. */
final class ReleaseReader implements Wanted {

    private final Span live;
    private final ReleaseCursor release;
    private @Nullable Entry missed;

    ReleaseReader(Span live, ReleaseCursor release) {
        this.live = live;
        this.release = release;
    }

    /**
     * What a key shall hold.
     *
     * @param given the object of the release; null if the release has none
     * @param kept whether the key is no part of releases and stays as it is
     */
    private record Content(@Nullable Entry given, boolean kept) implements Goal {

        @Override
        public boolean isMetBy(Entry entry) {
            return kept;
        }

        @Override
        public boolean isNamed() {
            return false;
        }
    }

    @Override
    public Goal of(String key) {
        if (key.equals(live.prefix())) {
            return new Content(null, true);
        }
        return new Content(release.compareTo(name(key)) == 0 ? take() : null, false);
    }

    private String name(String key) {
        return key.substring(live.prefix().length());
    }

    private Entry take() {
        Entry taken = Objects.requireNonNull(release.at());
        release.advance();
        return taken;
    }

    @Override
    public Optional<String> missedBefore(@Nullable String key) {
        Entry next = release.at();
        if (next == null || (key != null && release.compareTo(name(key)) >= 0)) {
            return Optional.empty();
        }
        missed = take();
        return Optional.of(live.prefix() + release.name(next));
    }

    /** To be copied onto a key that has no entry at all. */
    @Override
    public KeyState missed(String key) {
        return new KeyState(key, null, null, missed, KeyState.Doubt.NONE);
    }
}
