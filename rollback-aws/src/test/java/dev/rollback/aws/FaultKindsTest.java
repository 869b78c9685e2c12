package dev.rollback.aws;

import static dev.rollback.VersionSelector.asOf;
import static dev.rollback.testkit.RollbackAssertions.assertThat;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.RollbackPlan;
import dev.rollback.RollbackReport;
import dev.rollback.StepReport;
import dev.rollback.run.Outcome;
import dev.rollback.target.Position;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.FaultKind;
import dev.rollback.testkit.Rehearsal;
import dev.rollback.testkit.Rehearsed;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each target makes of what becomes of the things that it began, and of answers that it does not understand. */
class FaultKindsTest {
    private static final String STEP = "it";
    private static final Instant START = FakeAws.Builder.START;

    private static RollbackPlan.Builder plan() {
        return RollbackPlan.named("shop").reason("5xx").incidentStartedAt(START.minus(ofMinutes(15)));
    }

    private static Rehearsal service() {
        return Rehearsal.of(
                world -> world.ecs()
                        .service("prod", "checkout")
                        .desired(4)
                        .ran("41", ofDays(30))
                        .deployed("42", ofMinutes(20))
                        .unhealthy(),
                world -> plan().rollBack(STEP, AwsTargets.using(world::client).ecsService("prod", "checkout"))
                        .build());
    }

    private static Rehearsal alias() {
        return Rehearsal.of(
                world -> world.lambda()
                        .function("indexer")
                        .alias("live")
                        .ran("6", ofDays(30))
                        .deployed("7", ofMinutes(20))
                        .provisionedConcurrency(5),
                world -> plan().rollBack(STEP, AwsTargets.using(world::client).lambdaAlias("indexer", "live"))
                        .build());
    }

    /** Deployed too long ago to be reverted. */
    private static Rehearsal flags() {
        return Rehearsal.of(
                world -> world.appConfig()
                        .application("shop")
                        .environment("prod")
                        .profile("flags")
                        .ran("{\"a\":1}", ofDays(30))
                        .deployed("{\"a\":2}", ofDays(8)),
                world -> RollbackPlan.named("shop")
                        .reason("5xx")
                        .rollBack(STEP, AwsTargets.using(world::client).appConfig("shop", "prod", "flags"))
                        .build());
    }

    private static Rehearsal database() {
        return Rehearsal.of(
                world -> world.rds().instance("orders"),
                world -> plan().rollBack(
                                STEP,
                                AwsTargets.using(world::client)
                                        .rdsSnapshot("orders")
                                        .acceptDataLoss(ofHours(2))
                                        .cutOverByRename(),
                                step -> step.to(asOf(START.minus(ofMinutes(16)))))
                        .build());
    }

    private static Rehearsed under(Rehearsal rehearsal, FaultKind kind, String operation) {
        Rehearsed rehearsed = rehearsal.withFault(operation, 1, kind).run();
        assertThat(rehearsed.calls().of(operation).list())
                .anyMatch(call -> call.fault().equals(Optional.of(kind)));
        assertThat(rehearsed).keepsInvariants();
        return rehearsed;
    }

    private static String told(Rehearsed rehearsed) {
        return rehearsed.report().timeline().stream()
                .map(RollbackReport.Entry::text)
                .collect(Collectors.joining("\n"));
    }

    private static Position position(Rehearsed rehearsed) {
        StepReport step = rehearsed.report().step(STEP);
        return step.position().orElseThrow();
    }

    // a deployment, an allocation, a restore that never ends: the deadline ends the wait

    @Test
    void the_deadline_ends_the_wait_for_a_service_that_stays_in_progress() {
        Rehearsed rehearsed = under(service(), FaultKind.NEVER_ENDS, "ecs:UpdateService");

        assertThat(told(rehearsed)).contains("TIME OVER: 0 of 4 tasks run on checkout:41, 4 pending");
        assertThat(rehearsed.calls().writes().operations()).containsExactly("ecs:UpdateService");
        assertThat(rehearsed.report().outcome()).isEqualTo(Outcome.PARTIAL);
    }

    @Test
    void the_deadline_ends_the_wait_for_provisioned_concurrency() {
        Rehearsed rehearsed = under(alias(), FaultKind.NEVER_ENDS, "lambda:UpdateAlias");

        assertThat(told(rehearsed)).contains("TIME OVER: Lambda provisions version 6: IN_PROGRESS 0 of 5");
        assertThat(rehearsed.calls().writes().operations()).containsExactly("lambda:UpdateAlias");
    }

    @Test
    void the_deadline_ends_the_wait_for_a_configuration_that_stays_deploying() {
        Rehearsed rehearsed = under(flags(), FaultKind.NEVER_ENDS, "appconfig:StartDeployment");

        assertThat(told(rehearsed)).contains("TIME OVER: deployment 3 of version 1 is deploying, 0 %");
        assertThat(rehearsed.calls().writes().operations()).containsExactly("appconfig:StartDeployment");
    }

    @Test
    void the_deadline_ends_the_wait_for_a_database_that_stays_creating_and_nothing_is_cut_over() {
        Rehearsed rehearsed = under(database(), FaultKind.NEVER_ENDS, "rds:RestoreDBInstanceToPointInTime");

        assertThat(told(rehearsed)).contains("TIME OVER: orders-restored-", "is creating");
        assertThat(rehearsed.calls().writes().operations()).doesNotContain("rds:ModifyDBInstance");
        assertThat(position(rehearsed)).isEqualTo(Position.FROM);
    }

    // taken back by AWS: failed, and never applied again

    @Test
    void tasks_that_exit_are_the_fault_of_the_version_and_what_the_breaker_took_back_is_not_deployed_again() {
        Rehearsed rehearsed = under(service(), FaultKind.CIRCUIT_BREAKER, "ecs:UpdateService");

        assertThat(told(rehearsed))
                .contains(
                        "FAILED (the version): ECS ended deployment",
                        "deployment circuit breaker: tasks failed to start");
        assertThat(rehearsed.calls().writes().operations()).containsExactly("ecs:UpdateService");
    }

    @Test
    void what_an_alarm_took_back_is_not_deployed_again() {
        Rehearsed rehearsed = under(service(), FaultKind.ALARM, "ecs:UpdateService");

        assertThat(told(rehearsed))
                .contains("FAILED (AWS took it back): ECS ended deployment", "ECS deployment alarm: alarm detected.");
        assertThat(rehearsed.calls().writes().operations()).containsExactly("ecs:UpdateService");
    }

    @Test
    void a_configuration_that_an_alarm_took_back_is_not_started_again() {
        Rehearsed rehearsed = under(flags(), FaultKind.ALARM, "appconfig:StartDeployment");

        assertThat(told(rehearsed)).contains("FAILED (AWS took it back): Our deployment 3", "by CLOUDWATCH_ALARM");
        assertThat(rehearsed.calls().writes().operations()).containsExactly("appconfig:StartDeployment");
        assertThat(position(rehearsed)).isEqualTo(Position.FROM);
    }

    // no image, no room

    @Test
    void an_image_that_is_gone_is_named_while_the_step_waits() {
        Rehearsed rehearsed = under(service(), FaultKind.IMAGE_GONE, "ecs:UpdateService");

        assertThat(told(rehearsed)).contains("TIME OVER", "CannotPullContainerError");
        assertThat(rehearsed.calls().writes().operations()).containsExactly("ecs:UpdateService");
    }

    @Test
    void a_service_that_waits_for_room_says_so() {
        Rehearsed rehearsed = under(service(), FaultKind.CAPACITY_SHORT, "ecs:UpdateService");

        assertThat(told(rehearsed)).contains("TIME OVER", "Capacity is unavailable at this time");
    }

    @Test
    void an_alias_without_room_for_its_concurrency_serves_on_demand_and_says_so() {
        Rehearsed rehearsed = under(alias(), FaultKind.CAPACITY_SHORT, "lambda:UpdateAlias");

        assertThat(rehearsed).rolledBack();
        assertThat(told(rehearsed)).contains("provisioned concurrency FAILED 0 of 5", "it is served on demand");
    }

    @Test
    void a_database_without_room_is_a_failure_of_the_environment() {
        Rehearsed rehearsed = under(database(), FaultKind.CAPACITY_SHORT, "rds:RestoreDBInstanceToPointInTime");

        assertThat(told(rehearsed)).contains("FAILED (the environment): RDS refused", "InsufficientDBInstanceCapacity");
        assertThat(position(rehearsed)).isEqualTo(Position.FROM);
    }

    // slow

    @ParameterizedTest
    @ValueSource(strings = {"rds:CreateDBSnapshot", "rds:RestoreDBInstanceToPointInTime", "rds:ModifyDBInstance"})
    void a_slow_database_is_waited_for(String operation) {
        assertThat(under(database(), FaultKind.SLOW_CONVERGENCE, operation)).rolledBack();
    }

    @Test
    void a_slow_service_and_a_slow_alias_are_waited_for() {
        assertThat(under(service(), FaultKind.SLOW_CONVERGENCE, "ecs:UpdateService"))
                .rolledBack();
        assertThat(under(alias(), FaultKind.SLOW_CONVERGENCE, "lambda:UpdateAlias"))
                .rolledBack();
    }

    // answers that are not understood while a run waits: it looks again

    @ParameterizedTest
    @EnumSource(names = {"UNKNOWN_VALUES", "MISSING_FIELDS"})
    void a_service_that_answers_strangely_while_the_run_waits_is_looked_at_again(FaultKind kind) {
        int calls = service().run().calls().of("ecs:DescribeServices").count();

        for (int call = 5; call <= calls; call++) {
            Rehearsed rehearsed =
                    service().withFault("ecs:DescribeServices", call, kind).run();

            assertThat(rehearsed).rolledBack();
            assertThat(rehearsed).keepsInvariants();
        }
    }

    @Test
    void a_deployment_in_a_status_that_is_new_has_not_ended_and_is_stopped_once() {
        Rehearsal rehearsal = Rehearsal.of(
                world -> world.ecs()
                        .service("prod", "checkout")
                        .desired(4)
                        .ran("41", ofDays(30))
                        .deploying("42", Duration.ofSeconds(40)),
                world -> RollbackPlan.named("shop")
                        .reason("5xx")
                        .rollBack(STEP, AwsTargets.using(world::client).ecsService("prod", "checkout"))
                        .build());
        List<String> calls = rehearsal.run().calls().operations();
        int previewed = Collections.frequency(
                calls.subList(0, calls.indexOf("ecs:StopServiceDeployment")), "ecs:DescribeServiceDeployments");
        int last = Collections.frequency(calls, "ecs:DescribeServiceDeployments");

        assertThat(last).isGreaterThan(previewed);
        for (int call = previewed + 1; call <= last; call++) {
            Rehearsed rehearsed = rehearsal
                    .withFault("ecs:DescribeServiceDeployments", call, FaultKind.UNKNOWN_VALUES)
                    .run();

            assertThat(rehearsed).rolledBack();
            assertThat(rehearsed.calls().writes().operations()).containsExactly("ecs:StopServiceDeployment");
            assertThat(told(rehearsed)).doesNotContain("led nowhere");
        }
    }

    @Test
    void an_image_of_a_status_that_is_new_is_no_image_that_is_gone() {
        Rehearsed rehearsed = under(service(), FaultKind.UNKNOWN_VALUES, "ecr:DescribeImages");

        assertThat(rehearsed).rolledBack();
    }
}
