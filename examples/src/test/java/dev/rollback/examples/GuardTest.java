package dev.rollback.examples;

import static dev.rollback.health.HttpProbe.http;
import static dev.rollback.testkit.RollbackAssertions.assertThat;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.GuardReport;
import dev.rollback.RollbackEngine;
import dev.rollback.aws.AwsTargets;
import dev.rollback.health.Condition;
import dev.rollback.health.Probe;
import dev.rollback.journal.InMemoryJournal;
import dev.rollback.testkit.FakeAws;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What the guide on guards says, on the checkout under virtual time. */
class GuardTest {

    private static final String HEALTH = "https://checkout.example.com/health";

    private final FakeAws world = FakeAws.in("eu-west-1", "123456789012");
    private final Instant deployedAt;

    GuardTest() {
        QuickStart.scene(world);
        deployedAt = world.clock().instant();
    }

    private GuardReport guarded(Condition condition) {
        try (RollbackEngine engine = RollbackEngine.with(
                new InMemoryJournal(),
                options -> options.time(world.clock().engineTime())
                        .http(world.http())
                        .processes(world.processes()))) {
            return engine.guard(QuickStart.plan(AwsTargets.using(world::client), deployedAt.minus(ofMinutes(15))))
                    .when(condition)
                    .deployedAt(deployedAt)
                    .until(deployedAt.plus(ofMinutes(30)))
                    .start()
                    .await();
        }
    }

    @Test
    void a_checkout_that_stays_unwell_is_rolled_back_once() {
        Probe health = http(HEALTH).returns(200);

        GuardReport report = guarded(health.failing(ofMinutes(5)));

        assertThat(report.state()).isEqualTo(GuardReport.State.ACTED);
        assertThat(report.started().orElseThrow()).rolledBack().helped();
        assertThat(report.started().orElseThrow().startedAt())
                .isBetween(deployedAt.plus(ofMinutes(5)), deployedAt.plus(ofMinutes(6)));
        assertThat(world).ecsService("prod", "checkout-api").serves("checkout-api:41");
    }

    @Test
    void a_checkout_that_is_well_is_left_alone() {
        world.http(HEALTH).returns(200);
        Probe health = http(HEALTH).returns(200);

        GuardReport report = guarded(health.failing(ofMinutes(5)));

        assertThat(report.state()).isEqualTo(GuardReport.State.QUIET);
        assertThat(world.calls().writes()).isEmpty();
    }
}
