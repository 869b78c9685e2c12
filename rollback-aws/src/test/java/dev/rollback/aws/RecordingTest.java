package dev.rollback.aws;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.RollbackPlan;
import dev.rollback.RollbackReport;
import dev.rollback.StepReport;
import dev.rollback.run.Outcome;
import dev.rollback.run.ProofEvent;
import dev.rollback.run.RunEvent;
import dev.rollback.run.Verdict;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.Recording;
import dev.rollback.testkit.Rehearsed;
import dev.rollback.testkit.ecs.DeploymentPace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that took place in one world, told by their journal alone, and replayed in another one. */
class RecordingTest {

    private final RecordedCheckout checkout;

    RecordingTest(@TempDir Path folder) {
        checkout = new RecordedCheckout(folder);
    }

    private void holdsOutcome(Rehearsed again) {
        RollbackReport original = checkout.original();
        assertThat(again.report().outcome())
                .as("%s%n%s", original.toText(150), again.report().toText(150))
                .isEqualTo(original.outcome());
        assertThat(again.report().verdict()).isEqualTo(original.verdict());
        assertThat(ends(again.report())).containsExactlyElementsOf(ends(original));
        assertThat(served(again.events())).containsExactlyElementsOf(served(checkout.events()));
        assertThat(looks(again.events())).containsExactlyElementsOf(looks(checkout.events()));
        assertThat(again.violations()).isEmpty();
    }

    private static List<String> looks(List<RunEvent> events) {
        return events.stream()
                .filter(event -> event instanceof ProofEvent.ProofLooked && event.isKept())
                .map(ProofEvent.ProofLooked.class::cast)
                .map(event -> event.step() + " " + event.health())
                .toList();
    }

    private static List<String> ends(RollbackReport report) {
        return report.steps().stream()
                .map(step ->
                        step.name() + " " + step.phase() + " " + step.move().position() + " " + serving(step))
                .toList();
    }

    private static String serving(StepReport step) {
        return step.move().serving() == null
                ? ""
                : Objects.requireNonNull(step.move().serving()).id();
    }

    private static List<String> served(List<RunEvent> events) {
        List<String> order = new ArrayList<>();
        for (RunEvent event : events) {
            if (event instanceof RunEvent.StepServing serving) {
                order.add("step " + serving.step() + " serves");
            } else if (event instanceof RunEvent.StepSettled settled) {
                order.add("step " + settled.step() + " settled");
            }
        }
        return order;
    }

    @Test
    void a_run_without_trouble_is_the_same_again() {
        Recording recording = checkout.recorded(world -> {});

        holdsOutcome(recording.rehearsal(RecordedCheckout::plan).run());
    }

    @Test
    void a_service_that_took_long_takes_as_long_again() {
        Recording recording = checkout.recorded(
                world -> world.ecs().service("prod", "checkout-api").pace(DeploymentPace.DEFAULT.times(5)));

        Rehearsed again = RecordedCheckout.replayed(recording);

        holdsOutcome(again);
        assertThat(again.report().step("api").times().untilServed().orElseThrow())
                .isCloseTo(checkout.original().step("api").times().untilServed().orElseThrow(), ofSeconds(11));
    }

    @Test
    void errors_of_aws_that_held_a_step_up_hold_it_up_again() {
        Recording recording = checkout.recorded(world -> {
            world.faults().on("ecs:UpdateService").times(6).serverError();
            world.faults().on("lambda:UpdateAlias").times(3).throttled();
            world.after(
                    ofSeconds(50),
                    now -> now.faults().on("ecs:DescribeServices").times(5).serverError());
        });

        Rehearsed again = RecordedCheckout.replayed(recording);

        holdsOutcome(again);
        assertThat(hindered(again.events()))
                .isEqualTo(hindered(checkout.events()))
                .isNotEmpty();
    }

    private static List<String> hindered(List<RunEvent> events) {
        return events.stream()
                .filter(RunEvent.StepHindered.class::isInstance)
                .map(RunEvent.StepHindered.class::cast)
                .map(event -> event.step() + " " + event.kind())
                .toList();
    }

    @Test
    void credentials_that_had_expired_have_expired_again() {
        Recording recording = checkout.recorded(
                world -> world.faults().on("lambda:UpdateAlias").times(2).expiredCredentials());

        Rehearsed again = RecordedCheckout.replayed(recording);

        holdsOutcome(again);
        assertThat(hindered(again.events())).containsExactly("2 CREDENTIALS", "2 CREDENTIALS");
    }

    @Test
    void a_permission_that_was_missing_is_missing_again() {
        Recording recording = checkout.recorded(
                world -> world.faults().on("lambda:UpdateAlias").always().accessDenied());

        Rehearsed again = RecordedCheckout.replayed(recording);

        holdsOutcome(again);
        assertThat(again.report().outcome()).isEqualTo(Outcome.PARTIAL);
    }

    @Test
    void of_two_targets_of_a_kind_it_is_the_same_one_that_meets_it_again() {
        for (String function : List.of("mailer", "printer")) {
            checkout.production
                    .lambda()
                    .function(function)
                    .alias("live")
                    .ran("6", ofDays(30))
                    .deployed("7", RecordedCheckout.AGO);
        }
        checkout.production.faults().on("lambda:UpdateAlias").call(2).accessDenied();
        Function<FakeAws, RollbackPlan> two = world -> {
            AwsTargets aws = AwsTargets.using(world::client);
            return RollbackPlan.named("two")
                    .inParallel(group -> group.rollBack("mails", aws.lambdaAlias("mailer", "live"))
                            .rollBack("prints", aws.lambdaAlias("printer", "live")))
                    .build();
        };

        Rehearsed again = checkout.carriedOut(two).rehearsal(two).run();

        holdsOutcome(again);
        assertThat(failures(again.events())).hasSize(1).isEqualTo(failures(checkout.events()));
    }

    @Test
    void an_answer_that_was_lost_changes_nothing_again() {
        Recording recording = checkout.recorded(
                world -> world.faults().on("ecs:UpdateService").lostResponse());

        holdsOutcome(RecordedCheckout.replayed(recording));
    }

    @Test
    void a_deployment_that_the_circuit_breaker_ended_is_ended_again() {
        Recording recording = checkout.recorded(world ->
                world.ecs().service("prod", "checkout-api").circuitBreaker().crashing("41"));

        Rehearsed again = RecordedCheckout.replayed(recording);

        holdsOutcome(again);
        assertThat(failures(again.events()))
                .isEqualTo(failures(checkout.events()))
                .containsExactly("1 VERSION");
    }

    private static List<String> failures(List<RunEvent> events) {
        return events.stream()
                .filter(RunEvent.StepFailed.class::isInstance)
                .map(RunEvent.StepFailed.class::cast)
                .map(event -> event.step() + " " + event.kind())
                .toList();
    }

    @Test
    void a_deployment_that_an_alarm_took_back_is_taken_back_again() {
        Recording recording = checkout.recorded(world -> {
            world.ecs().service("prod", "checkout-api").alarms("5xx");
            world.after(ofMinutes(1), now -> now.cloudWatch().alarm("5xx").inAlarm());
        });

        Rehearsed again = RecordedCheckout.replayed(recording);

        holdsOutcome(again);
        assertThat(failures(again.events()))
                .isEqualTo(failures(checkout.events()))
                .containsExactly("1 REVERTED_BY_AWS");
    }

    @Test
    void whoever_deployed_in_between_does_so_again() {
        Recording recording = checkout.recorded(world -> {
            world.after(
                    ofSeconds(40),
                    now -> now.ecs().service("prod", "checkout-api").otherActorDeploys("43"));
            world.after(
                    ofMillis(2600),
                    now -> now.lambda().function("search-indexer").alias("live").otherActorPoints("8"));
        });

        Rehearsed again = RecordedCheckout.replayed(recording);

        holdsOutcome(again);
        assertThat(failures(again.events()))
                .isEqualTo(failures(checkout.events()))
                .contains("1 CONFLICT");
        assertThat(again.world().ecs().service("prod", "checkout-api").servingTaskDefinition())
                .isEqualTo("checkout-api:43");
    }

    private static Duration ofMillis(long millis) {
        return Duration.ofMillis(millis);
    }

    @Test
    void an_address_answers_the_probe_as_it_did() {
        Recording recording = checkout.recorded(world -> world.http(RecordedCheckout.HEALTH)
                .healthyWhen(now -> now.clock().instant().isAfter(FakeAws.Builder.START.plus(ofMinutes(5)))));

        Rehearsed again = RecordedCheckout.replayed(recording);

        holdsOutcome(again);
        assertThat(again.report().verdict()).isEqualTo(Verdict.HELPED);
    }

    @Test
    void an_address_that_never_got_well_does_not_again() {
        Recording recording =
                checkout.recorded(world -> world.http(RecordedCheckout.HEALTH).returns(503));

        Rehearsed again = RecordedCheckout.replayed(recording);

        holdsOutcome(again);
        assertThat(again.report().verdict()).isEqualTo(Verdict.NOT_HELPED);
    }

    @Test
    void many_troubles_at_once_are_all_met_again() {
        Recording recording = checkout.recorded(world -> {
            world.ecs().service("prod", "checkout-api").circuitBreaker().crashing("41");
            world.faults().on("appconfig:StopDeployment").times(5).serverError();
            world.faults().on("lambda:UpdateAlias").always().accessDenied();
            world.faults().on("s3:CopyObject").lostResponse();
        });

        Rehearsed again = RecordedCheckout.replayed(recording);

        holdsOutcome(again);
        assertThat(failures(again.events())).isEqualTo(failures(checkout.events()));
        assertThat(hindered(again.events())).isEqualTo(hindered(checkout.events()));
    }

    @Test
    void a_run_that_was_cut_off_and_carried_on_ends_the_same() {
        Recording recording = checkout.cutOff(
                ofSeconds(20),
                world -> world.faults().on("lambda:UpdateAlias").always().accessDenied());

        holdsOutcome(RecordedCheckout.replayed(recording));
        assertThat(recording.left())
                .anyMatch(line -> line.contains("in which nobody drove it: the replay is not cut off."));
    }
}
