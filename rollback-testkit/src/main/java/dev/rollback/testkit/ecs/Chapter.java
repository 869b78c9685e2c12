package dev.rollback.testkit.ecs;

import dev.rollback.testkit.ecs.Images.Quality;
import java.time.Duration;
import java.time.Instant;

/** One deployment of a story: which version, when it began, what it is like. */
final class Chapter {
    private final String version;
    private final boolean beforeNext;
    private final Duration distance;
    private Quality quality = Quality.GOOD;

    private Chapter(String version, boolean beforeNext, Duration distance) {
        this.version = version;
        this.beforeNext = beforeNext;
        this.distance = distance;
    }

    /** A deployment that began so long before the next one of the story, or before the end of the story. */
    static Chapter before(String version, Duration distance) {
        return new Chapter(version, true, distance);
    }

    /** A deployment that began so long before the end of the story. */
    static Chapter ago(String version, Duration distance) {
        return new Chapter(version, false, distance);
    }

    String version() {
        return version;
    }

    Quality quality() {
        return quality;
    }

    void quality(Quality other) {
        quality = other;
    }

    Instant start(Instant next, Instant end) {
        return (beforeNext ? next : end).minus(distance);
    }
}
