package dev.rollback.examples;

import static dev.rollback.testkit.RollbackAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.RollbackPlan;
import dev.rollback.aws.AwsTargets;
import dev.rollback.run.FailurePolicy;
import dev.rollback.run.Outcome;
import dev.rollback.testkit.Exploration;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.Rehearsal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The story, whose process dies at each append to the journal and at each call to AWS, before and after, and is carried on: the end is always the same. */
@Tag("proof")
class CrashProofTest {

    /** What is told. */
    enum Story {
        /** All five targets go back. */
        ALL_WELL(FailurePolicy.HALT, false, Outcome.ROLLED_BACK),
        /** One of five fails, and what does not depend on it goes on. */
        ONE_FAILS(FailurePolicy.CONTINUE, true, Outcome.PARTIAL),
        /** One of five fails, and all are put back; the database waits to take over its name then, and never does. */
        ALL_OR_NOTHING(FailurePolicy.RESTORE, true, Outcome.RESTORED);

        private final FailurePolicy policy;
        private final boolean siteFails;
        private final Outcome outcome;

        Story(FailurePolicy policy, boolean siteFails, Outcome outcome) {
            this.policy = policy;
            this.siteFails = siteFails;
            this.outcome = outcome;
        }

        private void scene(FakeAws world) {
            QuickStart.scene(world);
            if (siteFails) {
                world.faults().on("s3:CopyObject").always().accessDenied();
            }
        }

        private RollbackPlan plan(FakeAws world) {
            AwsTargets aws = AwsTargets.using(world::client);
            Instant incident = FakeAws.Builder.START.minus(Duration.ofMinutes(20));
            return QuickStart.begunWithDatabase(aws, incident).onFailure(policy).build();
        }
    }

    @ParameterizedTest
    @EnumSource(Story.class)
    void wherever_the_process_dies_the_run_that_is_carried_on_ends_as_one_that_lived(Story story) {
        Exploration crashes = Rehearsal.of(story::scene, story::plan).everyCrash();

        System.out.println(crashes.title() + " of " + story + ": " + crashes.rehearsals() + " of " + crashes.size());
        assertThat(crashes).keepsInvariants().isComplete();
        assertThat(crashes.outcomes().keySet()).containsExactly(story.outcome);
        assertThat(crashes.size()).isGreaterThan(400);
    }
}
