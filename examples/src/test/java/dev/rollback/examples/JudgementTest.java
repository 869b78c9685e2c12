package dev.rollback.examples;

import static dev.rollback.testkit.RollbackAssertions.assertThat;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.rollback.DecisionMatrix;
import dev.rollback.RollbackEngine;
import dev.rollback.RollbackPlan;
import dev.rollback.Run;
import dev.rollback.aws.AwsTargets;
import dev.rollback.journal.InMemoryJournal;
import dev.rollback.lease.Severity;
import dev.rollback.run.Outcome;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.FaultKind;
import dev.rollback.testkit.Rehearsal;
import dev.rollback.testkit.Rehearsed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the guide on judgement shows: the facts of the incident, how severe it is, who approves. */
class JudgementTest {

    static final DecisionMatrix HOUSE =
            DecisionMatrix.of(matrix -> matrix.rising("SEV-0", "SEV-1", "SEV-2", "SEV-3", "SEV-4")
                    .approvers(Severity.SIGNIFICANT, 1)
                    .response(Severity.MAJOR, ofMinutes(2)));

    static RollbackPlan decided(AwsTargets aws, Instant incidentStart, String severity) {
        return RollbackPlan.named("checkout")
                .severity(severity, HOUSE)
                .incidentStartedAt(incidentStart)
                .incident(incident -> incident.id("INC-4711")
                        .owner("payments")
                        .contacts("on-call payments, +49 30 1234", "head of payments")
                        .rto(ofMinutes(35))
                        .rpo(ofHours(1))
                        .runbook("https://wiki.example.com/checkout/rollback"))
                .rollBack(aws.ecsService("prod", "checkout-api"))
                .build();
    }

    private static Rehearsal rehearsal(String severity) {
        return Rehearsal.of(
                QuickStart::scene,
                world ->
                        decided(AwsTargets.using(world::client), FakeAws.Builder.START.minus(ofMinutes(20)), severity));
    }

    @Test
    void waits_for_two_people_whatever_happens() {
        Rehearsal rehearsal = rehearsal("SEV-0").approvedBy("Ann", ofMinutes(1)).approvedBy("Bob", ofMinutes(3));

        Rehearsed rehearsed = rehearsal.run();

        assertThat(rehearsed).rolledBack().keepsInvariants();
        assertThat(rehearsed.report().step("approval").seen().evidence()).isEqualTo("approved by Ann, Bob");
        assertThat(rehearsal.within(ofSeconds(3)).everyFault()).keepsInvariants();
        assertThat(rehearsal.within(ofSeconds(3)).everyCrash()).keepsInvariants();
    }

    @Test
    void asks_nobody_when_many_are_harmed() {
        Rehearsed rehearsed = rehearsal("SEV-3").run();

        assertThat(rehearsed).rolledBack();
        assertThat(rehearsed.report().steps()).hasSize(1);
    }

    @Test
    void tells_that_the_recovery_is_late() {
        Rehearsed rehearsed = rehearsal("SEV-3")
                .withFault("ecs:UpdateService", 1, FaultKind.NEVER_ENDS)
                .run();

        assertThat(rehearsed.report().isRecoveryLate()).isTrue();
        assertThat(rehearsed.report().timeline())
                .anySatisfy(entry -> assertThat(entry.text()).startsWith("RTO MISSED"));
    }

    @Test
    void asks_where_people_are_and_takes_the_answer_from_there() {
        FakeAws world = FakeAws.in("eu-west-1", "123456789012");
        QuickStart.scene(world);
        List<String> chat = new ArrayList<>();
        RollbackEngine engine = RollbackEngine.with(new InMemoryJournal(), options -> {
            world.host(options);
            options.approvals(approval -> chat.add(
                    approval.outline().plan() + " asks " + approval.people() + ": /approve " + approval.run()));
        });
        Instant incidentStart = world.clock().instant().minus(ofMinutes(20));
        RollbackPlan plan = decided(AwsTargets.using(world::client), incidentStart, "SEV-1");

        Run run = engine.start(plan);
        world.clock().advance(ofMinutes(1));
        assertThat(chat).hasSize(1);
        engine.run(run.id()).breakGlass("Dee", "the one who approves is on a plane");

        assertThat(run.await().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        engine.close();
    }
}
