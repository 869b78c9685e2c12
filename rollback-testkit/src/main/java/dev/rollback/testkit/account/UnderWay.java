package dev.rollback.testkit.account;

/** Something that AWS has begun and that takes its time: a deployment, a restore, an invalidation. */
public interface UnderWay {

    /** Lets what is left of it take so many times as long. */
    void takes(int times);

    /** Lets it never come to its end, and never fail by itself. */
    void neverEnds();
}
