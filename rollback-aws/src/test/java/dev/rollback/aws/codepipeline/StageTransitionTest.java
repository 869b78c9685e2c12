package dev.rollback.aws.codepipeline;

import static dev.rollback.testkit.RollbackAssertions.assertThat;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rollback.RollbackEngine;
import dev.rollback.RollbackPlan;
import dev.rollback.RollbackReport;
import dev.rollback.aws.AwsTargets;
import dev.rollback.journal.InMemoryJournal;
import dev.rollback.run.Outcome;
import dev.rollback.target.Finding;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.Rehearsal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StageTransitionTest {

    private final FakeAws world = FakeAws.in("eu-west-1", "123456789012");
    private final AwsTargets aws = AwsTargets.using(world::client);
    private final RollbackEngine engine = RollbackEngine.with(
            new InMemoryJournal(),
            options -> options.time(world.clock().engineTime())
                    .http(world.http())
                    .processes(world.processes())
                    .seed(1));

    @BeforeEach
    void a_bad_release() {
        scene(world);
    }

    private static void scene(FakeAws world) {
        world.codePipeline().pipeline("checkout", "Source", "Deploy");
        world.lambda()
                .function("search-indexer")
                .alias("live")
                .ran("6", ofDays(30))
                .deployed("7", ofMinutes(20));
    }

    private static RollbackPlan plan(AwsTargets aws) {
        StageTransition transition =
                aws.pipelineTransition("checkout", "Deploy").because("v7: 5xx at 7 %; ask Ann (#123)");
        return RollbackPlan.named("indexer")
                .run("hold", transition, step -> step.undo(transition.released()))
                .rollBack(aws.lambdaAlias("search-indexer", "live"))
                .build();
    }

    @Test
    void the_pipeline_is_held_with_as_much_of_the_reason_as_aws_takes() {
        RollbackReport report = engine.execute(plan(aws));

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(world.codePipeline().heldBecause("checkout", "Deploy"))
                .startsWith("rollback ")
                .endsWith(" v7 5xx at 7 ask Ann (123)".replace("7 ask", "7  ask"));
    }

    @Test
    void it_is_let_on_when_the_run_is_taken_back() {
        RollbackReport report = engine.execute(plan(aws));

        assertThat(engine.undo(report.run(), plan(aws)).await().outcome()).isEqualTo(Outcome.RESTORED);
        assertThat(world.codePipeline().isOpen("checkout", "Deploy")).isTrue();
    }

    @Test
    void what_somebody_else_holds_stays_theirs() {
        world.codePipeline().otherActorHolds("checkout", "Deploy", "audit");

        RollbackReport report = engine.execute(plan(aws));
        engine.undo(report.run(), plan(aws)).await();

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(world.codePipeline().heldBecause("checkout", "Deploy")).isEqualTo("audit");
    }

    @Test
    void the_preview_says_that_it_is_held_already() {
        world.codePipeline().otherActorHolds("checkout", "Deploy", "audit");

        assertThat(engine.preview(plan(aws)).findings())
                .extracting(Finding::code)
                .contains("HELD_ALREADY");
    }

    @Test
    void a_stage_that_is_not_there_is_named() {
        RollbackPlan plan = RollbackPlan.named("indexer")
                .run("hold", aws.pipelineTransition("checkout", "Source"))
                .build();

        assertThat(engine.execute(plan).step("hold").seen().evidence())
                .startsWith("NOT HELD: ")
                .contains("Pipeline checkout has no stage Source with a transition into it: expected one.");
    }

    @Test
    void a_pipeline_that_is_not_there_keeps_nobody_from_rolling_back() {
        RollbackPlan plan = RollbackPlan.named("indexer")
                .run("hold", aws.pipelineTransition("chekout", "Deploy"))
                .rollBack(aws.lambdaAlias("search-indexer", "live"))
                .build();

        assertThat(engine.execute(plan).outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void malformed_names_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> aws.pipelineTransition("check out", "Deploy"))
                .withMessageStartingWith("\"check out\" names no pipeline: expected up to 100 letters");
    }

    @Test
    void it_is_held_whatever_goes_wrong() {
        Rehearsal rehearsal = Rehearsal.of(StageTransitionTest::scene, world -> plan(AwsTargets.using(world::client)));

        assertThat(rehearsal.run()).rolledBack();
        assertThat(rehearsal.seeds(20)).keepsInvariants();
    }
}
