package dev.rollback.testkit.appconfig;

import dev.rollback.testkit.appconfig.Past.Deed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a scene says of one profile's past, in the order in which it is said: the time of each part ends where the next begins. */
final class Told {
    private final String where;
    private final Instant now;
    private final List<Era> eras = new ArrayList<>();

    /** One part: a version that began at a time, or that lasted until the next began; and what became of its deployment. */
    record Era(
            String version,
            String strategy,
            @Nullable Instant since,
            @Nullable Duration lasting,
            @Nullable Ending ending) {

        Era ending(Ending how) {
            return new Era(version, strategy, since, lasting, how);
        }

        Instant start(Instant end) {
            return since != null ? since : end.minus(lasting == null ? Duration.ZERO : lasting);
        }
    }

    /** When something became of a deployment, told when it began, and what. */
    record Ending(UnaryOperator<Instant> when, Consumer<Instant> what) {}

    Told(String where, Instant now) {
        this.where = where;
        this.now = now;
    }

    void lasted(String version, String strategy, Duration time) {
        eras.add(new Era(version, strategy, null, notNegative(time), null));
    }

    void began(String version, String strategy, Duration ago) {
        eras.add(new Era(version, strategy, now.minus(notNegative(ago)), null, null));
    }

    private Duration notNegative(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("The scene of " + where + " was given a time that has not come:"
                    + " expected a duration of zero or more, got " + time + ". Say how long ago, or for how long.");
        }
        return time;
    }

    /** The version last spoken of. */
    String last(String asked) {
        return lastEra(asked).version();
    }

    private Era lastEra(String asked) {
        if (eras.isEmpty()) {
            throw new IllegalStateException("The scene of " + where + " was asked for " + asked
                    + " too early: expected ran(…) or deployed(…) before, got nothing yet. Say ran(…) or deployed(…)"
                    + " first.");
        }
        return eras.get(eras.size() - 1);
    }

    /** Says what became of the deployment last spoken of. */
    void ended(String asked, UnaryOperator<Instant> when, Consumer<Instant> what) {
        Era era = lastEra(asked);
        eras.set(eras.size() - 1, era.ending(new Ending(when, what)));
    }

    /** The deeds that the past is made of. */
    Stream<Deed> deeds(BiConsumer<Instant, Era> deploy) {
        List<Deed> deeds = new ArrayList<>();
        Instant end = now;
        for (int i = eras.size() - 1; i >= 0; i--) {
            Era era = eras.get(i);
            Instant start = era.start(end);
            checkOrder(era, start, end);
            deeds.add(new Deed(start, () -> deploy.accept(start, era)));
            if (era.ending() != null) {
                deeds.add(ending(era.ending(), start));
            }
            end = start;
        }
        return deeds.stream();
    }

    private static Deed ending(Ending ending, Instant start) {
        Instant at = ending.when().apply(start);
        return new Deed(at, () -> ending.what().accept(at));
    }

    private void checkOrder(Era era, Instant start, Instant end) {
        if (start.isAfter(end)) {
            throw new IllegalArgumentException("The scene of " + where + " is out of order: expected version "
                    + era.version() + " to begin before " + end + ", when what follows begins, got " + start
                    + ". Say the oldest first.");
        }
    }
}
