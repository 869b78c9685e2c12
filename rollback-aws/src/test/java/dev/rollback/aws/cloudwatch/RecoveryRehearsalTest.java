package dev.rollback.aws.cloudwatch;

import static dev.rollback.testkit.RollbackAssertions.assertThat;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.RollbackPlan;
import dev.rollback.RollbackReport;
import dev.rollback.aws.AwsTargets;
import dev.rollback.run.Verdict;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.Rehearsal;
import java.time.Instant;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A rollback whose proof of recovery is an error rate and an alarm, by the real engine under virtual time and faults. */
class RecoveryRehearsalTest {

    private static final Instant DEPLOYED = FakeAws.Builder.START.minus(ofMinutes(20));

    private static Rehearsal rehearsal(Predicate<Instant> bad) {
        return Rehearsal.of(
                world -> {
                    world.lambda()
                            .function("search")
                            .alias("live")
                            .ran("6", ofDays(30))
                            .deployed("7", ofMinutes(20));
                    world.cloudWatch()
                            .metric("AWS/Lambda", "Invocations", "FunctionName", "search")
                            .counts(minute -> 600L);
                    world.cloudWatch()
                            .metric("AWS/Lambda", "Errors", "FunctionName", "search")
                            .counts(minute -> bad.test(minute) ? 60L : 1L);
                    world.cloudWatch().alarm("search-errors");
                },
                RecoveryRehearsalTest::plan);
    }

    private static RollbackPlan plan(FakeAws world) {
        AwsTargets aws = AwsTargets.using(world::client);
        ErrorRate rate = aws.errorRate(
                aws.metric("AWS/Lambda", "Errors").dimension("FunctionName", "search"),
                aws.metric("AWS/Lambda", "Invocations").dimension("FunctionName", "search"));
        return RollbackPlan.named("search")
                .reason("one in ten searches fails")
                .rollBack("alias", aws.lambdaAlias("search", "live"))
                .verify("errors", rate.minimumRequests(100).below(5), hold -> hold.within(ofMinutes(15)))
                .verify("alarm", aws.alarm("search-errors"))
                .build();
    }

    @Test
    void helps_once_the_minutes_after_it_are_well() {
        Rehearsal rehearsal = rehearsal(
                minute -> minute.isAfter(DEPLOYED) && minute.isBefore(FakeAws.Builder.START.plus(ofMinutes(1))));

        assertThat(rehearsal.run()).rolledBack().helped();
        assertThat(rehearsal.everyFault()).keepsInvariants();
        assertThat(rehearsal.everyCrash()).keepsInvariants();
    }

    @Test
    void says_so_where_it_did_not_help() {
        RollbackReport report =
                rehearsal(minute -> minute.isAfter(DEPLOYED)).run().report();

        assertThat(report).rolledBack();
        assertThat(report.verdict()).isEqualTo(Verdict.NOT_HELPED);
    }
}
