package dev.rollback;

import dev.rollback.target.RemoteCall;
import java.time.Duration;
import java.time.Instant;

/** The bucket on the service's side: refuses a call that comes when it is empty. Calls have to come in the order of time. */
final class TokenBucket {

    private static final double ROUNDING = 1e-6;

    private final RemoteCall.Limit limit;
    private double tokens;
    private Instant at;

    TokenBucket(RemoteCall.Limit limit, Instant start) {
        this.limit = limit;
        this.tokens = limit.burst();
        this.at = start;
    }

    boolean takes(Instant call) {
        double seconds = Duration.between(at, call).toNanos() / 1e9;
        tokens = Math.min(limit.burst(), tokens + seconds * limit.perSecond());
        at = call;
        if (tokens < 1 - ROUNDING) {
            return false;
        }
        tokens--;
        return true;
    }
}
