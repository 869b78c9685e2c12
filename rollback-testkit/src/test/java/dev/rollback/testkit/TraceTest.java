package dev.rollback.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TraceTest {
    private final VirtualClock clock = VirtualClock.at(Instant.parse("2026-03-02T09:00:00Z"));

    @Test
    void says_when_who_and_what_in_order() {
        clock.trace().add("engine", () -> "previews checkout");
        clock.advance(Duration.ofMillis(63_040));
        clock.trace().add("aws", () -> "ecs:UpdateService prod checkout -> ok");
        clock.advance(Duration.ofHours(26));
        clock.trace().add("http", () -> "GET -> 200");

        assertThat(clock.trace().lines())
                .containsExactly(
                        "   00:00.000  engine  previews checkout",
                        "   01:03.040  aws     ecs:UpdateService prod checkout -> ok",
                        "26:01:03.040  http    GET -> 200");
    }

    @Test
    void is_turned_into_text_only_when_asked_for() {
        clock.trace().add("engine", () -> {
            throw new AssertionError("rendered too early");
        });

        assertThat(clock.trace().size()).isOne();
    }

    @Test
    void shows_its_end() {
        clock.trace().add("a", () -> "one");
        clock.trace().add("a", () -> "two");
        clock.trace().add("a", () -> "three");

        assertThat(clock.trace().last(2)).isEqualTo("   00:00.000  a       two\n   00:00.000  a       three\n");
    }
}
