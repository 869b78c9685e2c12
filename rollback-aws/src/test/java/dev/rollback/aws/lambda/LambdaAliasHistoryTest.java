package dev.rollback.aws.lambda;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.aws.sdk.TestAttempt;
import dev.rollback.aws.sdk.TestClock;
import dev.rollback.target.Standing;
import dev.rollback.target.TargetException;
import dev.rollback.target.Version;
import dev.rollback.testkit.account.AwsErrors;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.cloudtrail.model.CloudTrailException;

class LambdaAliasHistoryTest {

    private static final Instant NOW = TestClock.START;

    private final LambdaWorld world = new LambdaWorld();

    @Test
    void history_is_told_by_cloudtrail_newest_first_with_tenures() {
        world.live.ran("5", ofDays(10)).ran("6", ofDays(20)).deployed("7", ofMinutes(20));

        List<Version> history = world.history();

        assertThat(history).extracting(Version::id).containsExactly("7", "6", "5");
        assertThat(history.get(0).tenure().liveFrom()).contains(NOW.minus(ofMinutes(20)));
        assertThat(history.get(0).tenure().liveTo()).isEmpty();
        assertThat(history.get(1).tenure().liveTo()).contains(NOW.minus(ofMinutes(20)));
        assertThat(history.get(1).tenure().served()).contains(ofDays(20));
        assertThat(history).extracting(version -> version.tenure().source()).containsOnly("CloudTrail");
        assertThat(history).extracting(Version::standing).containsOnly(Standing.PROVEN);
    }

    @Test
    void a_move_too_young_for_cloudtrail_makes_the_newest_event_the_previous_version() {
        world.live.ran("6", ofDays(20)).deployed("7", ofMinutes(4));

        List<Version> history = world.history();

        assertThat(history).extracting(Version::id).containsExactly("7", "6");
        assertThat(history.get(0).tenure().liveFrom()).isEmpty();
        assertThat(history.get(0).tenure().source()).contains("does not show the last move yet");
        assertThat(history.get(1).tenure().liveTo()).contains(NOW.minus(ofMinutes(15)));
        assertThat(history.get(1).standing()).isEqualTo(Standing.PROVEN);
    }

    @Test
    void a_version_that_the_alias_was_moved_back_from_is_suspect() {
        world.live
                .ran("5", ofDays(10))
                .ran("6", ofDays(20))
                .deployed("7", ofDays(2))
                .deployed("6", ofDays(1))
                .deployed("8", ofHours(1));

        List<Version> history = world.history();

        assertThat(history).extracting(Version::id).containsExactly("8", "6", "7", "6", "5");
        assertThat(history.get(2).standing()).isEqualTo(Standing.SUSPECT);
        assertThat(history.get(2).why()).contains("moved back from version 7 to version 6");
        assertThat(history.get(1).standing()).isEqualTo(Standing.PROVEN);
    }

    @Test
    void a_version_that_is_gone_is_unusable() {
        world.live
                .ran("5", ofDays(10))
                .ran("6", ofDays(20))
                .deployed("7", ofMinutes(20))
                .deleted("6");

        List<Version> history = world.history();

        assertThat(history.get(1).standing()).isEqualTo(Standing.UNUSABLE);
        assertThat(history.get(1).why()).isEqualTo("the version is gone");
        assertThat(history.get(2).standing()).isEqualTo(Standing.PROVEN);
    }

    @Test
    void a_failed_version_is_unusable() {
        world.live.ran("6", ofDays(20)).deployed("7", ofMinutes(20)).state("6", "Failed", "ImageDeleted");

        Version previous = world.history().get(1);

        assertThat(previous.standing()).isEqualTo(Standing.UNUSABLE);
        assertThat(previous.why()).contains("state Failed: ImageDeleted");
    }

    @Test
    void a_canary_is_no_release_to_go_back_to_and_ends_the_tenure_of_the_version_before_it() {
        world.live.ran("6", ofDays(20)).weights("7", 0.1, ofHours(2)).deployed("7", ofHours(1));

        List<Version> history = world.history();

        assertThat(history).extracting(Version::id).containsExactly("7", "6");
        assertThat(history.get(1).tenure().liveTo()).contains(NOW.minus(ofHours(2)));
        assertThat(history.get(1).standing()).isEqualTo(Standing.PROVEN);
    }

    @Test
    void what_served_at_an_instant_within_a_canary_is_the_mixture() {
        world.live.ran("6", ofDays(20)).weights("7", 0.1, ofHours(2)).deployed("7", ofHours(1));

        Version then =
                world.target.versionAt(NOW.minus(ofMinutes(90)), world.look()).orElseThrow();

        assertThat(then.id()).isEqualTo("6+7@0.1");
        assertThat(then.standing()).isEqualTo(Standing.UNPROVEN);
        assertThat(then.why()).contains("a mixture: 90 % to 6, 10 % to 7");
        assertThat(world.target.versionAt(NOW.minus(ofDays(1)), world.look()))
                .map(Version::id)
                .contains("6");
    }

    @Test
    void during_a_canary_the_version_before_it_is_the_previous_one() {
        world.live.ran("6", ofDays(20)).weights("7", 0.1, ofMinutes(30));

        List<Version> history = world.history();

        assertThat(history).extracting(Version::id).containsExactly("6+7@0.1", "6");
        assertThat(history.get(1).standing()).isEqualTo(Standing.PROVEN);
    }

    @Test
    void a_refused_move_is_no_move() {
        world.live.ran("6", ofDays(20));
        assertThatThrownBy(() -> world.lambda.updateAlias(
                        ask -> ask.functionName("search-indexer").name("live").functionVersion("99")))
                .isInstanceOf(RuntimeException.class);
        world.clock.advance(ofHours(1));

        assertThat(world.history()).extracting(Version::id).containsExactly("6");
    }

    @Test
    void moves_of_other_aliases_and_functions_do_not_count() {
        world.live.ran("6", ofDays(20)).deployed("7", ofMinutes(20));
        world.lambda.function("search-indexer").alias("canary").ran("3", ofDays(1));
        world.lambda.function("other").alias("live").ran("4", ofDays(1));

        assertThat(world.history()).extracting(Version::id).containsExactly("7", "6");
    }

    @Test
    void setting_the_same_version_again_does_not_end_its_tenure() {
        world.live.ran("6", ofDays(20)).deployed("7", ofDays(3)).deployed("7", ofDays(1));

        List<Version> history = world.history();

        assertThat(history).extracting(Version::id).containsExactly("7", "6");
        assertThat(history.get(0).tenure().liveFrom()).contains(NOW.minus(ofDays(3)));
    }

    @Test
    void without_a_trail_there_is_the_order_of_numbers_and_it_says_so() {
        world.lambda.function("search-indexer").published("1", "2", "5", "6", "7", "8");
        world.live.ran("7", ofMinutes(20)).withoutTrail();

        List<Version> history = world.history();

        assertThat(history).extracting(Version::id).containsExactly("7", "6", "5", "2", "1");
        assertThat(history.get(1).standing()).isEqualTo(Standing.UNPROVEN);
        assertThat(history.get(1).why())
                .contains("order of versions only")
                .contains("CloudTrail shows no earlier move within its 90 days");
        assertThat(history.get(1).tenure().source()).isEqualTo("order of versions only");
    }

    @Test
    void numbers_go_on_where_cloudtrail_ends() {
        world.lambda.function("search-indexer").published("3", "4", "5");
        world.live.ran("4", ofDays(50)).ran("5", ofDays(100)).deployed("6", ofMinutes(20));

        List<Version> history = world.history();

        assertThat(history).extracting(Version::id).containsExactly("6", "5", "4", "3");
        assertThat(history).extracting(Version::standing).endsWith(Standing.UNPROVEN, Standing.UNPROVEN);
    }

    @Test
    void a_denied_trail_degrades_to_the_order_of_numbers_with_the_reason() {
        world.live.ran("6", ofDays(20)).deployed("7", ofMinutes(20));
        world.between.alwaysFails("LookupEvents", trailDenied());

        List<Version> history = world.history();

        assertThat(history).extracting(Version::id).containsExactly("7", "6");
        assertThat(history.get(1).standing()).isEqualTo(Standing.UNPROVEN);
        assertThat(history.get(1).why())
                .contains("CloudTrail could not be read")
                .contains("AccessDeniedException");
        assertThat(world.between.calls()).filteredOn("LookupEvents"::equals).hasSize(1);
    }

    @Test
    void an_emulator_without_cloudtrail_degrades_alike() {
        world.live.ran("6", ofDays(20)).deployed("7", ofMinutes(20));
        world.between.alwaysFails(
                "LookupEvents",
                AwsErrors.error(CloudTrailException.builder(), 500, "", "not implemented", "CloudTrail"));

        assertThat(world.history()).extracting(Version::id).containsExactly("7", "6");
    }

    @Test
    void one_passing_fault_of_cloudtrail_does_not_cost_the_evidence() {
        world.live.ran("6", ofDays(20)).deployed("7", ofMinutes(20));
        world.between.failsBefore(
                "LookupEvents",
                AwsErrors.error(CloudTrailException.builder(), 503, "ServiceUnavailable", "busy", "CloudTrail"));

        assertThat(world.history()).extracting(Version::standing).containsOnly(Standing.PROVEN);
    }

    @Test
    void expired_credentials_are_no_reason_to_guess() {
        world.live.ran("6", ofDays(20)).deployed("7", ofMinutes(20));
        world.between.alwaysFails(
                "LookupEvents", SdkClientException.create("Unable to load credentials from any of the providers"));

        assertThatThrownBy(world::history)
                .isInstanceOf(TargetException.class)
                .extracting(e -> ((TargetException) e).kind())
                .isEqualTo(TargetException.Kind.CREDENTIALS);
    }

    @Test
    void without_a_trail_the_lower_number_of_a_mixture_is_guessed_first() {
        world.lambda.function("search-indexer").published("4");
        world.live.ran("6", ofDays(20)).weights("7", 0.1).withoutTrail();

        assertThat(world.history()).extracting(Version::id).containsExactly("6+7@0.1", "6", "4");
    }

    @Test
    void history_is_read_no_further_than_it_is_wanted() {
        world.live.ran("5", ofDays(10)).ran("6", ofDays(20)).deployed("7", ofMinutes(20));
        TestAttempt look = world.look();

        try (Stream<Version> history = world.target.history(look)) {
            assertThat(history.limit(2)).extracting(Version::id).containsExactly("7", "6");
        }

        assertThat(look.reads())
                .filteredOn("lambda:GetFunctionConfiguration"::equals)
                .hasSize(2);
        assertThat(look.reads()).doesNotContain("lambda:ListVersionsByFunction");
    }

    @Test
    void a_weighted_alias_while_lambda_moves_provisioned_concurrency_is_where_its_move_led() {
        world.trail.visibleAfter(ofMinutes(0));
        world.live.ran("6", ofDays(20)).provisionedConcurrency(5).otherActorPoints("7");

        List<Version> history = world.history();

        assertThat(history).extracting(Version::id).containsExactly("7+6@1.0", "6");
        assertThat(history.get(0).tenure().source()).isEqualTo("CloudTrail");
    }

    static RuntimeException trailDenied() {
        return AwsErrors.badRequest(
                CloudTrailException.builder(),
                "AccessDeniedException",
                "not authorized to perform: cloudtrail:LookupEvents",
                "CloudTrail");
    }
}
