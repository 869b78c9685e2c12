package dev.rollback;

import dev.rollback.target.RemoteCall;
import java.time.Duration;
import java.time.Instant;

/**
 * What one limit still allows. Modelled as the services do it, by a bucket of tokens with a burst and a rate, in two lanes: a fifth of both is
 * kept for writes, so that changes go at once however many looks are queued; what writes need beyond that they take from the rest, in turn with
 * the looks. Each lane holds to its part, so both together hold to the limit.
 *
 * <p>When the service throttles all the same, because others draw on the limit too, the pace is halved, rate and burst, at most once a second and
 * not below half a call a second; each second with a success gives back a sixteenth of the full pace.
 *
 * <p>Not thread-safe: {@link Pacing} guards it.
 */
final class Budget {

    private static final int WRITES_ONLY = 5;
    private static final double SLOWEST_PACE = 1.0 / 64;
    private static final double SLOWEST_RATE = 0.5;
    private static final double STEP = 1.0 / 16;
    private static final long SECOND = 1_000_000_000L;

    private final Lane shared;
    private final Lane writes;
    private final double slowest;
    private double pace = 1;
    private long latest;
    private long lag;
    private long slowedAt;
    private long raisedAt;

    Budget(RemoteCall.Limit limit, Instant now) {
        this.latest = nanos(now);
        this.slowedAt = latest - SECOND;
        this.raisedAt = latest;
        this.slowest = Math.min(1, Math.max(SLOWEST_PACE, SLOWEST_RATE / limit.perSecond()));
        int kept = limit.burst() == 1 ? 0 : Math.max(1, limit.burst() / WRITES_ONLY);
        double keptRate = kept == 0 ? 0 : limit.perSecond() / WRITES_ONLY;
        this.shared = new Lane(limit.burst() - kept, limit.perSecond() - keptRate, latest);
        this.writes = kept == 0 ? shared : new Lane(kept, keptRate, latest);
    }

    private static long nanos(Instant time) {
        return time.getEpochSecond() * SECOND + time.getNano();
    }

    /** The time of this budget, which never goes back: callers overtake each other by a moment, and a clock may be set back. */
    private long at(Instant now) {
        long time = nanos(now) + lag;
        if (time < latest - SECOND) {
            lag += latest - time;
        }
        latest = Math.max(latest, time);
        shared.fill(latest, pace);
        writes.fill(latest, pace);
        return latest;
    }

    /**
     * Takes a token, now or from those to come, and says how long until it is there: whole milliseconds, never too short. Takes none if that is
     * longer than the caller would wait.
     */
    Duration reserve(boolean write, Instant now, Duration patience) {
        long at = at(now);
        Lane lane = write && writes.next(at, pace) <= shared.next(at, pace) ? writes : shared;
        Duration wait = Duration.ofMillis((lane.next(at, pace) - at + 999_999) / 1_000_000);
        if (wait.compareTo(patience) <= 0) {
            lane.take(at, pace);
        }
        return wait;
    }

    /** The service's own bucket is empty, so this one is, too. */
    void throttled(Instant now) {
        long at = at(now);
        shared.empty();
        writes.empty();
        if (at - slowedAt >= SECOND) {
            pace = Math.max(slowest, pace / 2);
            slowedAt = at;
            raisedAt = at;
        }
    }

    void succeeded(Instant now) {
        if (pace == 1) {
            return;
        }
        long at = at(now);
        if (at - raisedAt >= SECOND) {
            pace = Math.min(1, pace + STEP);
            raisedAt = at;
        }
    }

    /** Whether nothing would be lost if this were forgotten. */
    boolean isFull(Instant now) {
        at(now);
        return pace == 1 && shared.isFull() && writes.isFull();
    }

    /** A bucket of its own. Below zero are the tokens that are promised and have yet to come. */
    private static final class Lane {
        private final int burst;
        private final double perNano;
        private double tokens;
        private long filledAt;
        private long lastPromise;

        Lane(int burst, double perSecond, long at) {
            this.burst = burst;
            this.perNano = perSecond / SECOND;
            this.tokens = burst;
            this.filledAt = at;
            this.lastPromise = at;
        }

        void fill(long at, double pace) {
            double most = Math.max(tokens, Math.max(1, burst * pace));
            tokens = Math.min(most, tokens + (at - filledAt) * perNano * pace);
            filledAt = at;
        }

        /** When the next token is free. Not before one that is promised already, however the pace has changed. */
        long next(long at, double pace) {
            long wait = tokens >= 1 ? 0 : (long) Math.ceil((1 - tokens) / (perNano * pace));
            return Math.max(lastPromise, at + wait);
        }

        void take(long at, double pace) {
            lastPromise = next(at, pace);
            tokens--;
        }

        void empty() {
            tokens = Math.min(tokens, 0);
        }

        boolean isFull() {
            return tokens >= burst;
        }
    }
}
