package dev.rollback.aws.s3;

import static dev.rollback.aws.s3.S3World.GOOD;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.TestClock;
import dev.rollback.target.Assessment;
import dev.rollback.target.Finding;
import dev.rollback.target.Finding.Level;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;

/** What a preview says of the instant that a bucket is to go back to. */
class InstantCheckTest {

    private final S3World world = new S3World();

    private S3World released() {
        return world.withSite();
    }

    private void refusesVersioning(String code) {
        Finding finding = world.finding(GOOD, code);

        assertThat(finding.level()).isEqualTo(Level.HARD);
        assertThat(world.calls).doesNotContain("ListObjectVersions");
    }

    @Test
    void a_bucket_without_versioning_is_refused_before_it_is_listed() {
        S3World plain = new S3World();
        plain.s3.bucket("other").ago(ofDays(2), release -> release.put("a", "x"));
        S3Objects target = S3Objects.bucket(AwsScope.of(plain, "eu-west-1", "123456789012"), "other");

        Assessment assessment = target.check(plain.change(target, GOOD.toString()), plain.look());

        assertThat(S3World.finding(assessment, "VERSIONING_OFF").toString())
                .isEqualTo(
                        "HARD VERSIONING_OFF: Bucket other has no versioning: expected Enabled. Nothing earlier is kept. Deploy the"
                                + " earlier release again, and turn versioning on for the next time.");
        assertThat(plain.calls).doesNotContain("ListObjectVersions");
    }

    @Test
    void suspended_versioning_is_refused_because_what_is_written_would_be_lost() {
        released();
        world.site.suspended();

        refusesVersioning("VERSIONING_SUSPENDED");
    }

    @Test
    void a_time_in_the_future_is_refused() {
        released();

        assertThat(world.finding(TestClock.START.plus(ofHours(1)), "INSTANT_IN_FUTURE")
                        .level())
                .isEqualTo(Level.HARD);
    }

    @Test
    void a_time_before_anything_that_is_left_is_refused() {
        released();

        Finding finding = world.finding(TestClock.START.minus(ofDays(40)), "BEFORE_HISTORY");

        assertThat(finding.level()).isEqualTo(Level.HARD);
        assertThat(finding.text())
                .contains("the oldest is of 2026-10-21T12:00:00Z: going there would remove everything");
    }

    @Test
    void a_time_before_versioning_is_refused() {
        S3World late = new S3World();
        late.site.suspended();
        late.site.ago(ofDays(9), release -> release.put("a", "first"));
        late.site.ago(ofDays(5), release -> release.put("b", "second"));
        late.site.versioned().ago(ofDays(1), release -> release.put("a", "third"));

        assertThat(late.finding(TestClock.START.minus(ofDays(7)), "BEFORE_VERSIONING")
                        .level())
                .isEqualTo(Level.HARD);
    }

    @Test
    void keys_that_begin_with_a_null_version_are_said_to_be_unsure() {
        world.site.ago(ofDays(9), release -> release.put("a", "first"));
        world.site
                .suspended()
                .ago(ofDays(5), release -> release.put("b", "null"))
                .versioned();

        Finding finding = world.finding(TestClock.START.minus(ofDays(7)), "NULL_VERSIONS");

        assertThat(finding.level()).isEqualTo(Level.WARNING);
        assertThat(finding.text()).startsWith("1 key (b) of bucket shop-frontend begin with a null version");
    }

    private static LifecycleRule expiring(int days, @Nullable Integer newer) {
        return LifecycleRule.builder()
                .id("tidy")
                .status(ExpirationStatus.ENABLED)
                .filter(filter -> filter.prefix(""))
                .noncurrentVersionExpiration(rule -> rule.noncurrentDays(days).newerNoncurrentVersions(newer))
                .build();
    }

    @Test
    void a_time_before_what_lifecycle_rules_keep_is_refused() {
        released();
        world.site.lifecycle(expiring(7, null));

        Finding finding = world.finding(TestClock.START.minus(ofDays(8)), "BEFORE_RETAINED_HISTORY");

        assertThat(finding.level()).isEqualTo(Level.HARD);
        assertThat(finding.text())
                .startsWith(
                        "Lifecycle rule tidy of bucket shop-frontend deletes versions 7 days after they were replaced");
    }

    @Test
    void a_rule_that_keeps_the_newest_few_only_may_have_taken_something() {
        released();
        world.site.lifecycle(expiring(7, 5));

        assertThat(world.finding(TestClock.START.minus(ofDays(8)), "MAYBE_BEFORE_RETAINED_HISTORY")
                        .level())
                .isEqualTo(Level.SOFT);
    }

    @Test
    void what_rules_will_take_is_said() {
        released();
        LifecycleRule current = LifecycleRule.builder()
                .id("age")
                .status(ExpirationStatus.ENABLED)
                .expiration(expiration -> expiration.days(90))
                .build();
        world.site.lifecycle(expiring(7, null), current);

        assertThat(world.codes(GOOD)).containsExactly("NONCURRENT_EXPIRES", "LIFECYCLE_EXPIRES");
    }

    @Test
    void rules_of_other_prefixes_and_disabled_ones_do_not_count() {
        released();
        LifecycleRule other = expiring(7, null).toBuilder()
                .filter(filter -> filter.prefix("logs/"))
                .build();
        LifecycleRule off =
                expiring(7, null).toBuilder().status(ExpirationStatus.DISABLED).build();
        world.site.lifecycle(other, off);
        S3Objects assets = world.prefix("assets/");

        Assessment assessment = assets.check(
                world.change(assets, TestClock.START.minus(ofDays(8)).toString()), world.look());

        assertThat(assessment.findings()).isEmpty();
    }

    @Test
    void a_time_within_a_burst_offers_both_edges() {
        world.site.ago(ofDays(2), release -> release.put("a", "good").put("b", "good"));
        world.site.ago(ofMinutes(60), release -> release.put("a", "bad"));
        world.site.ago(ofMinutes(58), release -> release.put("b", "bad"));

        Finding finding = world.finding(TestClock.START.minus(ofMinutes(59)), "INSTANT_IN_BURST");

        assertThat(finding.level()).isEqualTo(Level.SOFT);
        assertThat(finding.text())
                .isEqualTo(
                        "At 2026-11-20T11:01:00Z bucket shop-frontend was in the middle of 2 writes from 2026-11-20T11:00:00Z to"
                                + " 2026-11-20T11:02:00Z.");
        assertThat(finding.remedy())
                .isEqualTo(
                        "Take the time before them, asOf(2026-11-20T10:59:59Z), or after them, asOf(2026-11-20T11:02:00Z); or"
                                + " override.");
    }

    @Test
    void a_time_in_whose_second_something_was_written_is_said() {
        released();

        assertThat(world.codes(TestClock.START.minus(ofMinutes(20)))).contains("WRITES_AT_INSTANT", "NOTHING_DIFFERS");
    }

    @Test
    void instants_are_taken_in_whole_seconds() {
        released();
        S3Objects target = world.target();

        Instant fine = GOOD.plusMillis(700);

        assertThat(target.versionAt(fine, world.look()).orElseThrow().id()).isEqualTo(GOOD.toString());
    }
}
