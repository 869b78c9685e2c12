package dev.rollback.examples;

import static dev.rollback.testkit.RollbackAssertions.assertThat;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.rollback.MigrationRisk;
import dev.rollback.RollbackPlan;
import dev.rollback.aws.AwsTargets;
import dev.rollback.run.Outcome;
import dev.rollback.sql.MigrationCheck;
import dev.rollback.sql.SqlCheck;
import dev.rollback.target.Check;
import dev.rollback.target.Finding;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.Rehearsal;
import dev.rollback.testkit.Rehearsed;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What the guide on checks shows. */
class ChecksTest {

    static RollbackPlan checked(AwsTargets aws, AwsTargets staging, DataSource orders, Instant incidentStart) {
        return RollbackPlan.named("checkout")
                .incidentStartedAt(incidentStart)
                .migrationRisk(MigrationRisk.HIGH)
                .require("fits", Check.deploymentFits(ofHours(4)))
                .require("recent", Check.notOlderThan(ofDays(90)))
                .require("ran in staging", Check.ranIn("api", staging.ecsService("prod", "checkout-api")))
                .require("no migration", MigrationCheck.flyway(orders))
                .require(
                        "no payout under way",
                        SqlCheck.noRows(
                                orders,
                                "select id from payout where state = 'OPEN'",
                                Finding.soft("OPEN_PAYOUTS", "Payouts are under way.", "Wait until they are done.")))
                .rollBack("api", aws.ecsService("prod", "checkout-api"))
                .build();
    }

    static final Check WEEKEND = (planned, look) -> look.now().toString().startsWith("2026-11-21")
            ? List.of(Finding.warning("WEEKEND", "Nobody answers the phone.", "Tell whoever is on call."))
            : List.of();

    /** A database that nobody can reach. */
    private static DataSource away() {
        return (DataSource) Proxy.newProxyInstance(
                ChecksTest.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    throw new SQLException("connection refused");
                });
    }

    private static RollbackPlan plan(FakeAws world) {
        AwsTargets aws = AwsTargets.using(world::client);
        return checked(aws, aws, away(), FakeAws.Builder.START.minus(ofMinutes(15)));
    }

    @Test
    void a_database_that_is_away_has_to_be_answered_for() {
        Rehearsed rehearsed = Rehearsal.of(QuickStart::scene, ChecksTest::plan).run();

        assertThat(rehearsed.report().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(rehearsed.report().refusals())
                .extracting(refusal -> refusal.finding().code())
                .containsExactly("UNCHECKED", "UNCHECKED");
        assertThat(rehearsed.calls().writes().list()).isEmpty();
    }

    @Test
    void keeps_nobody_from_rolling_back_who_says_why_whatever_happens() {
        Rehearsal rehearsal = Rehearsal.of(QuickStart::scene, ChecksTest::plan)
                .overriding("UNCHECKED", "the database is away, and the release has no migration");

        assertThat(rehearsal.run()).rolledBack().keepsInvariants();
        assertThat(rehearsal.within(ofSeconds(3)).everyFault()).keepsInvariants();
        assertThat(rehearsal.within(ofSeconds(3)).everyCrash()).keepsInvariants();
    }

    @Test
    void one_of_your_own_is_a_line() {
        Rehearsed rehearsed = Rehearsal.of(
                        QuickStart::scene,
                        world -> RollbackPlan.named("checkout")
                                .require("weekend", WEEKEND)
                                .rollBack(AwsTargets.using(world::client).ecsService("prod", "checkout-api"))
                                .build())
                .run();

        assertThat(rehearsed).rolledBack();
    }
}
