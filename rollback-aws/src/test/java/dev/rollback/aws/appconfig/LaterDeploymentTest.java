package dev.rollback.aws.appconfig;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.aws.sdk.TestAttempt;
import dev.rollback.target.Change;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Progress;
import dev.rollback.testkit.appconfig.FakeConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes after our deployment has ended and before we look again. */
class LaterDeploymentTest {

    private final ProfileWorld world = new ProfileWorld();
    private final FakeConfiguration limits = world.limits;
    private final String now = world.appConfig.strategy("now", ZERO, ZERO);
    private final TestAttempt attempt = new TestAttempt(world.clock);

    @BeforeEach
    void twoVersions() {
        limits.ran("1", ofDays(30)).deployed("2", ofDays(4));
    }

    private Change deployed() {
        Change change = world.to("1");
        assertThat(world.target.reconcile(change, attempt)).isInstanceOf(Progress.Pending.class);
        world.clock.advance(ofSeconds(10));
        assertThat(limits.servedVersion()).isEqualTo("1");
        return change;
    }

    @Test
    void a_third_version_that_serves_is_a_conflict_and_no_success() {
        Change change = deployed();
        limits.by(now).someoneDeploys("3");
        world.clock.advance(ofSeconds(20));

        Progress end = world.target.reconcile(change, attempt);

        assertThat(limits.servedVersion()).isEqualTo("3");
        assertThat(((Progress.Failed) end).kind()).isEqualTo(FailureKind.CONFLICT);
        assertThat(((Progress.Failed) end).reason())
                .startsWith("Somebody else started deployment 4 of version 3 of this profile at ");
    }

    @Test
    void a_third_version_on_its_way_is_a_conflict_too() {
        Change change = deployed();
        limits.by(world.appConfig.strategy("slow", ofMinutes(30), ZERO)).someoneDeploys("3");
        world.clock.advance(ofSeconds(20));

        Progress end = world.target.reconcile(change, attempt);

        assertThat(((Progress.Failed) end).kind()).isEqualTo(FailureKind.CONFLICT);
    }

    @Test
    void the_same_content_deployed_after_ours_is_the_wanted_one() {
        Change change = deployed();
        limits.by(now).someoneDeploys("1");
        world.clock.advance(ofSeconds(20));

        Progress end = world.target.reconcile(change, attempt);

        assertThat(((Progress.Settled) end).evidence())
                .isEqualTo(
                        "version 3 is complete, by deployment 4 of version 3, which came after our deployment 3 of version 1");
    }

    @Test
    void a_later_deployment_that_was_turned_back_leaves_ours() {
        Change change = deployed();
        limits.by(now).someoneDeploys("3");
        world.clock.advance(ofMinutes(1));
        limits.someoneStops();

        Progress end = world.target.reconcile(change, attempt);

        assertThat(((Progress.Settled) end).evidence())
                .isEqualTo("version 1 is complete, by deployment 3 of version 1");
    }
}
