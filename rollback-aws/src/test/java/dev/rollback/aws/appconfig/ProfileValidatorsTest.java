package dev.rollback.aws.appconfig;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.aws.AwsTargets;
import dev.rollback.aws.sdk.TestAttempt;
import dev.rollback.aws.sdk.TestClock;
import dev.rollback.target.Assessment;
import dev.rollback.target.Change;
import dev.rollback.target.Finding;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.appconfig.FakeConfiguration;
import org.junit.jupiter.api.Test;

/** Validators that came after a version was deployed may refuse it now. */
class ProfileValidatorsTest {

    private static final String SCHEMA =
            "{\"$schema\": \"http://json-schema.org/draft-07/schema#\", \"type\": \"object\", \"required\": [\"limit\"]}";

    private final FakeAws world = FakeAws.in("eu-west-1", "123456789012");
    private final FakeConfiguration limits = world.appConfig()
            .application("shop")
            .environment("prod")
            .profile("limits")
            .ran("{\"size\": 1}", ofDays(20))
            .deployed("{\"limit\": 2}", ofMinutes(20));
    private final AppConfigProfile profile = AwsTargets.using(world::client).appConfig("shop", "prod", "limits");
    private final TestAttempt look = new TestAttempt(new TestClock());

    private Assessment check() {
        return profile.check(
                new Change(
                        profile.id(),
                        profile.current(look),
                        profile.version("1", look).orElseThrow(),
                        "change-1"),
                look);
    }

    @Test
    void a_profile_without_validators_is_not_asked_what_they_say() {
        Assessment assessment = check();

        assertThat(look.reads()).doesNotContain("appconfig:ValidateConfiguration");
        assertThat(assessment.findings()).noneMatch(Finding::blocks);
    }

    @Test
    void a_version_that_they_refuse_blocks_for_good() {
        limits.schema(SCHEMA);

        Assessment assessment = check();

        assertThat(look.reads()).contains("appconfig:ValidateConfiguration");
        assertThat(assessment.findings())
                .filteredOn(Finding::blocks)
                .extracting(Finding::code)
                .containsExactly("VERSION_REFUSED");
    }
}
