package dev.rollback.examples;

import static dev.rollback.testkit.RollbackAssertions.assertThat;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;

import dev.rollback.RollbackPlan;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.Rehearsal;
import dev.rollback.testkit.TargetCapability;
import dev.rollback.testkit.TargetContract;
import dev.rollback.testkit.TargetScene;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class YourOwnTargetTest extends TargetContract {

    @Override
    protected TargetScene scene(FakeAws world) {
        NavigableMap<Instant, String> releases = releases();
        return TargetScene.of(() -> new YourOwnTarget(releases))
                .serves(version -> releases.lastEntry().getValue().equals(version.id()))
                .state(() -> releases)
                .somebodyElse(() -> releases.put(world.clock().instant(), "r43"))
                .without(TargetCapability.PAGED_HISTORY, "the table is read by one call")
                .without(TargetCapability.SECRETS, "names of releases are all that there is");
    }

    static NavigableMap<Instant, String> releases() {
        Instant now = FakeAws.Builder.START;
        return new TreeMap<>(Map.of(now.minus(ofDays(30)), "r41", now.minus(ofMinutes(20)), "r42"));
    }

    @Test
    void goes_back_to_the_release_that_served_for_a_month() {
        Rehearsal rehearsal = Rehearsal.of(
                world -> {},
                world -> RollbackPlan.named("switch")
                        .rollBack(new YourOwnTarget(releases()))
                        .build());

        assertThat(rehearsal.run()).rolledBack().step("release switch").servesVersion("r41");
    }
}
