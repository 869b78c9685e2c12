package dev.rollback.aws.sdk;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until told. */
public final class TestClock implements InstantSource {

    /** When tests begin. */
    public static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

    private Instant now = START;

    @Override
    public Instant instant() {
        return now;
    }

    public void advance(Duration time) {
        now = now.plus(time);
    }
}
