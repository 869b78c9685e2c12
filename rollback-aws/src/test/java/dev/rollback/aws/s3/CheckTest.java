package dev.rollback.aws.s3;

import static dev.rollback.aws.s3.S3World.GOOD;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.aws.sdk.TestAttempt;
import dev.rollback.target.Assessment;
import dev.rollback.target.Finding;
import dev.rollback.target.Finding.Level;
import dev.rollback.target.Permission;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.Tier;

/** What a preview of a bucket says. */
class CheckTest {

    private final S3World world = new S3World();

    private S3World released() {
        return world.withSite();
    }

    @Test
    void a_plain_release_has_nothing_against_it() {
        released();

        assertThat(world.codes(GOOD)).isEmpty();
    }

    @Test
    void the_path_shows_how_much_there_is_by_folder_and_in_which_order() {
        released();

        Assessment assessment = world.check(GOOD);

        assertThat(assessment.path())
                .containsExactly(
                        "put bucket shop-frontend on top as at 2026-11-20T11:00:00Z: 8 keys: 4 to bring back (27 bytes), 1 of the same"
                                + " bytes to compare, 2 to remove",
                        "assets/ 6 keys: 3 to bring back (18 bytes), 1 of the same bytes to compare, 2 to remove",
                        "directly in shop-frontend 2 keys: 1 to bring back (9 bytes)",
                        "CopyObject of the earlier version of each, 64 at once, refused where somebody writes the key first",
                        "then 1 key (index.html) that users enter by",
                        "DeleteObjects without versions, so that delete markers cover 2 keys, once all else is in place",
                        "list again and compare");
        assertThat(assessment.losses())
                .hasSize(3)
                .anyMatch(line ->
                        line.startsWith("Left behind as noncurrent versions: 41 bytes, less than 0.01 USD a month"))
                .anyMatch(line -> line.contains("what browsers and CDNs hold"));
    }

    @Test
    void a_preview_lists_once_and_writes_nothing() {
        released();
        var change = world.to(GOOD);
        world.calls.clear();

        world.target().check(change, world.look());

        assertThat(world.calls.stream().filter("ListObjectVersions"::equals)).hasSize(1);
        assertThat(world.calls)
                .allMatch(call -> call.startsWith("Get") || call.startsWith("Head") || call.startsWith("List"));
    }

    @Test
    void the_expected_time_holds_the_grace_only_where_something_goes() {
        world.options = target -> target;
        released();

        Assessment assessment = world.check(GOOD);

        assertThat(assessment.expected().settled()).isBetween(ofMinutes(10), ofMinutes(11));
        assertThat(assessment.expected().serving()).isLessThan(ofSeconds(10));
    }

    @Test
    void permissions_are_told_apart_by_when_they_are_needed() {
        released();

        List<Permission> permissions = world.check(GOOD).permissions();

        assertThat(permissions)
                .contains(
                        new Permission("s3:ListBucketVersions", "arn:aws:s3:::shop-frontend", Permission.Use.PREVIEW),
                        new Permission("s3:PutObject", "arn:aws:s3:::shop-frontend/*", Permission.Use.EXECUTE),
                        new Permission("s3:DeleteObject", "arn:aws:s3:::shop-frontend/*", Permission.Use.EXECUTE))
                .noneMatch(permission -> permission.action().equals("s3:DeleteObjectVersion"));
    }

    @Test
    void many_removals_look_as_if_users_wrote_too() {
        world.site.ago(ofDays(2), release -> release.put("index.html", "good"));
        world.site.ago(
                ofMinutes(30), release -> IntStream.range(0, 1_001).forEach(i -> release.put("upload" + i, "cat")));

        Finding finding = world.finding(GOOD, "NOT_ONLY_DEPLOYS");

        assertThat(finding.level()).isEqualTo(Level.SOFT);
        assertThat(finding.text()).contains("1,001 keys of 1002 would be removed");
    }

    @Test
    void a_thousand_removals_are_not_yet_many() {
        world.site.ago(ofDays(2), release -> release.put("index.html", "good"));
        world.site.ago(
                ofMinutes(30), release -> IntStream.range(0, 1_000).forEach(i -> release.put("upload" + i, "cat")));

        assertThat(world.codes(GOOD)).doesNotContain("NOT_ONLY_DEPLOYS");
    }

    @Test
    void writers_of_the_last_minutes_may_write_again() {
        released();
        world.site.ago(ofMinutes(3), release -> release.put("upload/cat.jpg", "cat"));

        Finding finding = world.finding(GOOD, "NOT_ONLY_DEPLOYS");

        assertThat(finding.text()).contains("1 key (upload/cat.jpg) were written within the last 5 min");
    }

    @Test
    void archived_versions_are_found_unless_they_are_to_be_restored() {
        world.site.ago(
                ofDays(2),
                release -> release.put("old.zip", "good")
                        .storageClass("DEEP_ARCHIVE")
                        .put("a", "good"));
        world.site.ago(ofMinutes(20), release -> release.put("old.zip", "bad").put("a", "bad"));

        Finding finding = world.finding(GOOD, "VERSIONS_ARCHIVED");
        world.options = target -> target.restoringArchived(Tier.BULK);
        Assessment restoring = world.check(GOOD);

        assertThat(finding.level()).isEqualTo(Level.SOFT);
        assertThat(finding.text()).startsWith("Versions to be copied of 1 key (old.zip) are archived in DEEP_ARCHIVE");
        assertThat(S3World.finding(restoring, "RESTORES_ARCHIVED").level()).isEqualTo(Level.WARNING);
        assertThat(restoring.expected().serving()).isBetween(ofHours(48), ofHours(49));
    }

    @Test
    void archive_tiers_that_a_listing_hides_are_said() {
        world.site.ago(ofDays(2), release -> release.put("a", "good").archiveTier("ARCHIVE_ACCESS"));
        world.site.ago(ofMinutes(20), release -> release.put("a", "bad"));

        assertThat(world.finding(GOOD, "ARCHIVE_TIERS").text())
                .contains("1 key (a) are in INTELLIGENT_TIERING", "at 1 are");
    }

    @Test
    void versions_whose_key_is_gone_are_found() {
        world.site.ago(ofDays(2), release -> release.put("a", "good").kmsKey("key-1"));
        world.site.ago(ofMinutes(20), release -> release.put("a", "bad"));
        world.kms.missing("key-1");

        Finding finding = world.finding(GOOD, "VERSIONS_UNREADABLE");

        assertThat(finding.level()).isEqualTo(Level.HARD);
        assertThat(finding.text()).contains("encrypted with key key-1, which is gone: expected Enabled");
    }

    @Test
    void a_key_that_only_some_versions_need_is_a_soft_blocker() {
        world.site.ago(
                ofDays(2), release -> release.put("a", "good").kmsKey("key-1").put("b", "good"));
        world.site.ago(ofMinutes(20), release -> release.put("a", "bad").put("b", "bad"));
        world.kms.key("key-1", KeyState.PENDING_DELETION);

        Finding finding = world.finding(GOOD, "SOME_VERSIONS_UNREADABLE");

        assertThat(finding.level()).isEqualTo(Level.SOFT);
        assertThat(finding.text()).contains("PendingDeletion", "Of 2 versions looked at these are 1 key (a)");
    }

    @Test
    void versions_encrypted_with_a_key_of_their_owners_are_found() {
        world.site.ago(
                ofDays(2), release -> release.put("a", "good").customerKey().put("b", "good"));
        world.site.ago(ofMinutes(20), release -> release.put("a", "bad").put("b", "bad"));

        assertThat(world.finding(GOOD, "SOME_VERSIONS_UNREADABLE").text()).contains("(SSE-C)");
    }

    @Test
    void object_lock_and_mfa_delete_are_for_the_record() {
        released();
        world.site.locking(ObjectLockMode.COMPLIANCE, ofDays(30)).mfaDelete();

        List<Finding> findings = world.check(GOOD).findings();

        assertThat(findings).extracting(Finding::code).containsExactly("MFA_DELETE", "OBJECT_LOCK");
        assertThat(findings).allMatch(finding -> finding.level() == Level.NOTE);
        assertThat(findings.get(1).text()).contains("30 days (COMPLIANCE)");
    }

    @Test
    void a_prefix_that_matches_more_than_a_folder_says_so() {
        world.site.ago(
                ofDays(2),
                release -> release.put("assets/a", "x").put("assets-old/b", "x").put("assets", "x"));
        S3Objects target = world.prefix("assets");

        Assessment assessment = target.check(world.change(target, GOOD.toString()), world.look());

        assertThat(S3World.finding(assessment, "PREFIX_MATCHES_MORE").text())
                .isEqualTo(
                        "The prefix \"assets\" does not end with a slash, and 1 key (assets-old/b) go on right after it: they are"
                                + " rolled back as well.");
    }

    @Test
    void what_cannot_be_looked_at_is_a_warning_and_no_blocker() {
        released();
        var change = world.to(GOOD);
        world.hook = (call, after) -> {
            if (!after && call.operation().startsWith("Get")) {
                throw denied();
            }
        };

        List<Finding> findings = world.target().check(change, world.look()).findings();

        assertThat(findings)
                .extracting(Finding::code)
                .containsExactly("VERSIONING_UNKNOWN", "LIFECYCLE_UNKNOWN", "OBJECT_LOCK_UNKNOWN");
        assertThat(findings).allMatch(finding -> finding.level() == Level.WARNING);
    }

    private static S3Exception denied() {
        return (S3Exception) S3Exception.builder()
                .statusCode(403)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("AccessDenied")
                        .errorMessage("Access Denied")
                        .serviceName("S3")
                        .build())
                .build();
    }

    @Test
    void a_listing_that_is_denied_is_not_known_and_not_fine() {
        released();
        var change = world.to(GOOD);
        world.hook = (call, after) -> {
            if (!after && call.operation().equals("ListObjectVersions")) {
                throw denied();
            }
        };

        Finding finding = S3World.finding(world.target().check(change, world.look()), "KEYS_UNKNOWN");

        assertThat(finding.level()).isEqualTo(Level.WARNING);
        assertThat(finding.text()).contains("0 keys: s3:ListObjectVersions", "AccessDenied");
    }

    @Test
    void a_bucket_too_large_for_the_time_of_a_preview_is_looked_at_in_part() {
        world.site.ago(
                ofDays(2), release -> IntStream.range(0, 5_000).forEach(i -> release.put("k" + (10_000 + i), "x")));
        var change = world.to(GOOD);
        TestAttempt look = world.look();
        world.hook = (call, after) -> {
            if (call.operation().equals("ListObjectVersions") && after) {
                world.clock.advance(Duration.ofSeconds(15));
            }
        };

        Finding finding = S3World.finding(world.target().check(change, look), "KEYS_UNKNOWN");

        assertThat(finding.text()).contains("up to \"k11998\"", "1,999 keys: the time of the preview was over");
    }

    @Test
    void a_manifest_whose_versions_are_gone_is_a_soft_blocker() {
        released();
        String text = """
                {"manifest":"1","bucket":"shop-frontend","prefix":"","at":"2026-11-20T10:00:00Z"}
                {"key":"assets/a.js","version":"gone"}
                {"keys":"1"}
                """;
        S3Objects target =
                world.target().manifest("m", () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));

        Assessment assessment = target.check(world.change(target, "manifest"), world.look());

        assertThat(S3World.finding(assessment, "VERSIONS_GONE").text()).contains("1 key (assets/a.js)");
    }

    @Test
    void locks_are_read_and_set_only_where_there_are_any() {
        released();
        List<String> without = actions(world.check(GOOD));
        world.site.locking(ObjectLockMode.GOVERNANCE, Duration.ofDays(1));

        List<String> with = actions(world.check(GOOD));

        String[] locks = {
            "s3:GetObjectRetention", "s3:GetObjectLegalHold", "s3:PutObjectRetention", "s3:PutObjectLegalHold"
        };
        assertThat(with).contains(locks);
        assertThat(without).doesNotContain(locks);
    }

    private static List<String> actions(Assessment assessment) {
        return assessment.permissions().stream().map(Permission::action).toList();
    }
}
