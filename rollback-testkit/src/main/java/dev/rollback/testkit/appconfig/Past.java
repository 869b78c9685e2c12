package dev.rollback.testkit.appconfig;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What a scene says of an environment's past, profile by profile. Played once, in the order of time. */
final class Past {
    private final List<Supplier<Stream<Deed>>> stories = new ArrayList<>();
    private boolean played;

    /** Something that was done at a moment. */
    record Deed(Instant at, Runnable body) {}

    /** Adds the story of one profile, asked for its deeds when it is played. */
    void add(Supplier<Stream<Deed>> story) {
        stories.add(story);
    }

    boolean isPlayed() {
        return played;
    }

    void play(StoredEnvironment environment) {
        if (played) {
            return;
        }
        played = true;
        List<Deed> deeds = stories.stream()
                .flatMap(Supplier::get)
                .sorted(Comparator.comparing(Deed::at))
                .toList();
        for (Deed deed : deeds) {
            environment.advance(deed.at());
            deed.body().run();
        }
    }
}
