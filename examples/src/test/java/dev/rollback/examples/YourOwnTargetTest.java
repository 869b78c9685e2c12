package dev.rollback.examples;

import static dev.rollback.testkit.RollbackAssertions.assertThat;

import dev.rollback.RollbackPlan;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.Rehearsal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class YourOwnTargetTest {

    private static final Instant NOW = FakeAws.Builder.START;

    private static RollbackPlan plan() {
        List<YourOwnTarget.Entry> log = new ArrayList<>(List.of(
                new YourOwnTarget.Entry("r41", NOW.minus(Duration.ofDays(30))),
                new YourOwnTarget.Entry("r42", NOW.minus(Duration.ofMinutes(20)))));
        return RollbackPlan.named("switch").rollBack(new YourOwnTarget(log)).build();
    }

    @Test
    void goes_back_to_the_release_that_served_for_a_month() {
        assertThat(Rehearsal.of(world -> {}, world -> plan()).run().report())
                .rolledBack()
                .step("release switch")
                .servesVersion("r41");
    }
}
