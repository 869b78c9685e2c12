package dev.rollback.testkit.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until a test moves it. */
public final class TestClock implements InstantSource {
    public static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private Instant now = NOON;

    @Override
    public Instant instant() {
        return now;
    }

    public void advance(Duration time) {
        now = now.plus(time);
    }

    public FakeAccount account() {
        return new FakeAccount(this, "eu-west-1", "123456789012");
    }
}
