package dev.rollback.examples;

import static dev.rollback.testkit.RollbackAssertions.assertThat;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.rollback.RollbackEngine;
import dev.rollback.RollbackPlan;
import dev.rollback.aws.AwsTargets;
import dev.rollback.journal.Checkpoint;
import dev.rollback.journal.InMemoryJournal;
import dev.rollback.run.Outcome;
import dev.rollback.run.RunId;
import dev.rollback.run.StepState.Phase;
import dev.rollback.testkit.CrashPoint;
import dev.rollback.testkit.ExplorationTests;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.FaultKind;
import dev.rollback.testkit.Recording;
import dev.rollback.testkit.Rehearsal;
import dev.rollback.testkit.RehearsalExtension;
import dev.rollback.testkit.Rehearsed;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the guide on rehearsing shows. */
class RehearsingTest {

    @RegisterExtension
    static final RehearsalExtension CHECKOUT = RehearsalExtension.of(QuickStart::scene, RehearsingTest::checkout);

    static RollbackPlan checkout(FakeAws world) {
        return QuickStart.plan(AwsTargets.using(world::client), FakeAws.Builder.START.minus(ofMinutes(15)));
    }

    @Test
    void brings_all_of_the_checkout_back(Rehearsal rehearsal) {
        Rehearsed rehearsed = rehearsal.run();

        assertThat(rehearsed).rolledBack().helped().keepsInvariants();
        assertThat(rehearsed.world())
                .ecsService("prod", "checkout-api")
                .serves("checkout-api:41")
                .wantsTasks(4);
        assertThat(rehearsed.world()).lambdaAlias("search-indexer", "live").serves("6");
        assertThat(rehearsed.world()).s3Bucket("shop-frontend").serves("index.html", "good");
    }

    @TestFactory
    Stream<DynamicTest> the_checkout_can_be_rolled_back_whatever_happens(Rehearsal rehearsal) {
        return ExplorationTests.of(rehearsal.within(ofSeconds(2)));
    }

    @Test
    void the_site_is_never_empty(Rehearsal rehearsal) {
        Rehearsal watched = rehearsal.invariant(
                "the site is never empty",
                world -> world.s3().bucket("shop-frontend").live().containsKey("index.html"));

        assertThat(watched.within(ofSeconds(2)).everyFault()).keepsInvariants();
    }

    @Test
    void a_lost_answer_and_a_dead_process_lead_to_no_second_deployment(Rehearsal rehearsal) {
        Rehearsed rehearsed = rehearsal
                .withFault("ecs:UpdateService", 1, FaultKind.LOST_RESPONSE)
                .withCrash(CrashPoint.At.APPEND, 5, true)
                .run();

        assertThat(rehearsed).rolledBack();
        assertThat(rehearsed.world()).ecsService("prod", "checkout-api").hasDeployments(3);
    }

    @Test
    void a_colleague_who_scales_the_service_changes_nothing(Rehearsal rehearsal) {
        Rehearsed rehearsed = rehearsal
                .interferer(
                        "a colleague scales the service",
                        world -> world.ecs().service("prod", "checkout-api").otherActorScalesTo(6))
                .withInterference("a colleague scales the service", 80)
                .run();

        assertThat(rehearsed).rolledBack().keepsInvariants();
        assertThat(rehearsed.world()).ecsService("prod", "checkout-api").wantsTasks(6);
    }

    /** What the pipeline left of production before it deployed. */
    private static String captured() {
        FakeAws production = FakeAws.in("eu-west-1", "123456789012");
        production.ecs().service("prod", "checkout-api").desired(4).ran("41", ofDays(30));
        AwsTargets aws = AwsTargets.using(production::client);
        try (RollbackEngine engine = RollbackEngine.with(new InMemoryJournal(), production::host)) {
            return engine.capture(aws.ecsService("prod", "checkout-api")).toJson();
        }
    }

    static RollbackPlan api(FakeAws world) {
        return RollbackPlan.named("api")
                .rollBack("api", AwsTargets.using(world::client).ecsService("prod", "checkout-api"))
                .build();
    }

    private final String json = captured();

    @Test
    void tomorrows_release_can_be_rolled_back_to_what_runs_today() {
        Checkpoint today = Checkpoint.parse(json);
        Rehearsal tomorrow = Rehearsal.of(
                        world -> world.ecs().service("prod", "checkout-api").deployed("42", ofMinutes(20)),
                        RehearsingTest::api)
                .world(world -> world.like(today));

        Rehearsed rehearsed = tomorrow.run();

        assertThat(rehearsed).rolledBack().keepsInvariants();
        assertThat(rehearsed.world()).ecsService("prod", "checkout-api").serves("checkout-api:41");
    }

    private final InMemoryJournal journal = new InMemoryJournal();
    private final RunId incident = incident(journal);

    /** A night in which the service had no room for the version that it was rolled back to. */
    private static RunId incident(InMemoryJournal journal) {
        FakeAws night = FakeAws.in("eu-west-1", "123456789012");
        QuickStart.scene(night);
        night.ecs().service("prod", "checkout-api").circuitBreaker();
        night.faults().on("ecs:UpdateService").circuitBreaker();
        try (RollbackEngine engine = RollbackEngine.with(journal, night::host)) {
            return engine.execute(api(night)).run();
        }
    }

    @Test
    void the_incident_takes_place_again() {
        Recording recording = Recording.of(journal, incident);

        Rehearsed again = recording.rehearsal(RehearsingTest::api).run();

        assertThat(again).ended(Outcome.PARTIAL).step("api").phase(Phase.FAILED);
        assertThat(recording.left()).hasSize(1); // how the service deploys is in no journal
    }
}
