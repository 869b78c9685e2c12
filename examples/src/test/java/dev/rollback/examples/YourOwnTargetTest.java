package dev.rollback.examples;

import static dev.rollback.testkit.RollbackAssertions.assertThat;

import dev.rollback.RollbackPlan;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.Rehearsal;
import java.time.Duration;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class YourOwnTargetTest {

    @Test
    void goes_back_to_the_release_that_served_for_a_month() {
        NavigableMap<Instant, String> releases = new TreeMap<>();
        releases.put(FakeAws.Builder.START.minus(Duration.ofDays(30)), "r41");
        releases.put(FakeAws.Builder.START.minus(Duration.ofMinutes(20)), "r42");
        RollbackPlan plan = RollbackPlan.named("switch")
                .rollBack(new YourOwnTarget(releases))
                .build();

        var rehearsed = Rehearsal.of(world -> {}, world -> plan).run();

        assertThat(rehearsed.report()).rolledBack().step("release switch").servesVersion("r41");
    }
}
