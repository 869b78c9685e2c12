package dev.rollback.health;

/**
 * What one look of a probe found. Immutable.
 *
 * @param verdict healthy, unhealthy or unknown
 * @param evidence what was seen, for people, on one line; no secrets
 */
public record Health(Verdict verdict, String evidence) {

    /** What a look found. Unknown is not healthy. */
    public enum Verdict {
        /** Seen to be well. */
        HEALTHY,
        /** Seen to be unwell. */
        UNHEALTHY,
        /** Not seen: no data, no answer, no permission. */
        UNKNOWN
    }

    /** Seen to be well. */
    public static Health healthy(String evidence) {
        return new Health(Verdict.HEALTHY, evidence);
    }

    /** Seen to be unwell. */
    public static Health unhealthy(String evidence) {
        return new Health(Verdict.UNHEALTHY, evidence);
    }

    /** Not seen. */
    public static Health unknown(String evidence) {
        return new Health(Verdict.UNKNOWN, evidence);
    }

    /** Whether it was seen to be well. */
    public boolean isHealthy() {
        return verdict == Verdict.HEALTHY;
    }
}
