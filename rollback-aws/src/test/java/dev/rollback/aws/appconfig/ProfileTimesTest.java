package dev.rollback.aws.appconfig;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.aws.sdk.TestAttempt;
import dev.rollback.aws.sdk.TestClock;
import dev.rollback.target.Standing;
import dev.rollback.target.Version;
import dev.rollback.testkit.appconfig.FakeConfiguration;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which version clients had at a time. */
class ProfileTimesTest {

    private final ProfileWorld world = new ProfileWorld();
    private final FakeConfiguration limits = world.limits;

    private Optional<Version> before(Duration time) {
        return world.target.versionAt(TestClock.START.minus(time), new TestAttempt(world.clock));
    }

    @Test
    void until_a_deployment_was_reverted_its_version_served() {
        limits.ran("1", ofDays(30)).deployed("2", ofHours(60)).reverted(ofHours(10));

        assertThat(before(ofHours(30))).hasValueSatisfying(version -> {
            assertThat(version.id()).isEqualTo("2");
            assertThat(version.standing()).isEqualTo(Standing.SUSPECT);
            assertThat(version.tenure().to()).isEqualTo(TestClock.START.minus(ofHours(10)));
        });
        assertThat(before(ofHours(9))).map(Version::id).contains("1");
        assertThat(before(ofHours(61))).map(Version::id).contains("1");
        assertThat(before(ofDays(40))).isEmpty();
    }

    @Test
    void while_one_went_on_that_was_rolled_back_clients_had_both() {
        limits.ran("1", ofDays(30))
                .by(world.appConfig.strategy("slow", ofMinutes(100), ofMinutes(10)))
                .deployed("2", ofMinutes(50));
        world.clock.advance(ofMinutes(1));
        limits.someoneStops();
        world.clock.advance(ofMinutes(30));

        assertThat(before(ofMinutes(20))).isEmpty();
        assertThat(before(ofMinutes(51))).map(Version::id).contains("1");
    }
}
