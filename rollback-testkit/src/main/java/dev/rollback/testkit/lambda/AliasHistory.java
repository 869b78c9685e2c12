package dev.rollback.testkit.lambda;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a scene says of an alias' past, in the order in which it is said: the past of each part ends at the next. */
final class AliasHistory {
    /** One part of the past: it began at a time, or lasted for some time until the next began. */
    private record Era(
            String version,
            Map<String, Double> weights,
            @Nullable Instant since,
            @Nullable Duration lasting) {
        Instant start(Instant end) {
            return since != null ? since : end.minus(lasting == null ? Duration.ZERO : lasting);
        }
    }

    /** A move of the alias at a known time. */
    record Move(Instant at, String version, Map<String, Double> weights) {}

    private final String where;
    private final List<Era> eras = new ArrayList<>();

    AliasHistory(String where) {
        this.where = where;
    }

    boolean isEmpty() {
        return eras.isEmpty();
    }

    void lasted(String version, Duration time) {
        eras.add(new Era(version, new TreeMap<>(), null, notNegative(time)));
    }

    void began(String version, Instant now, Duration ago) {
        eras.add(new Era(version, new TreeMap<>(), now.minus(notNegative(ago)), null));
    }

    void weighted(Map<String, Double> weights, Instant now, Duration ago) {
        if (eras.isEmpty()) {
            throw new IllegalStateException("The scene of " + where + " has weights before it has a version: expected"
                    + " ran(…) or deployed(…) first. Say first what the alias points to.");
        }
        String primary = eras.get(eras.size() - 1).version();
        eras.add(new Era(primary, weights, now.minus(notNegative(ago)), null));
    }

    private Duration notNegative(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("The scene of " + where + " was given a time that has not come:"
                    + " expected a duration of zero or more, got " + time + ". Say how long ago, or for how long.");
        }
        return time;
    }

    /** Returns the moves that the past is made of, oldest first, if the present is now. */
    List<Move> moves(Instant now) {
        List<Move> moves = new ArrayList<>();
        Instant end = now;
        for (int i = eras.size() - 1; i >= 0; i--) {
            Era era = eras.get(i);
            Instant start = era.start(end);
            checkOrder(era, start, end);
            moves.add(0, new Move(start, era.version(), era.weights()));
            end = start;
        }
        return moves;
    }

    private void checkOrder(Era era, Instant start, Instant end) {
        if (start.isAfter(end)) {
            throw new IllegalArgumentException("The scene of " + where + " is out of order: expected version "
                    + era.version() + " to begin before " + end + ", when what follows begins, got " + start
                    + ". Say the oldest first.");
        }
    }
}
