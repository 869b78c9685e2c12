package dev.rollback.testkit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long calls take: always the same, or by seeded chance. */
final class Latency {
    private static final Duration LEAST = Duration.ofMillis(5);
    private static final Duration MOST = Duration.ofMillis(400);

    private final Duration usual;
    private final Duration timeout;
    private @Nullable Dice dice;

    Latency(Duration usual, Duration timeout) {
        this.usual = usual;
        this.timeout = timeout;
    }

    /** From now on by chance. */
    void by(Dice seeded) {
        dice = seeded;
    }

    Duration next() {
        return dice == null ? usual : dice.between(LEAST, MOST);
    }

    /** After which the SDK gives up. */
    Duration timeout() {
        return timeout;
    }
}
