package dev.rollback.testkit.cloudtrail;

/** Keeps nothing. */
enum NoTrail implements Trail {
    INSTANCE;

    @Override
    public void record(TrailEvent event) {}

    @Override
    public void forget(TrailEvent event) {}
}
