package dev.rollback.aws.s3;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.aws.s3.Brought.Outcome;
import dev.rollback.aws.s3.KeyCopy.Found;
import dev.rollback.aws.s3.KeyCopy.Source;
import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.TestAttempt;
import dev.rollback.aws.sdk.TestClock;
import dev.rollback.target.TargetException;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.s3.FakeBucket;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.Tier;

/** One key, brought to one version. */
class CopierTest {

    private final FakeAws world = FakeAws.builder().startingAt(TestClock.START).build();
    private final FakeBucket site = world.s3().bucket("shop-frontend").versioned();
    private final S3Client s3 = world.client(S3Client.class);
    private final S3Calls calls = new S3Calls(AwsScope.of(world::client, "eu-west-1", "123456789012"), "shop-frontend");
    private final TestClock clock = new TestClock();
    private final TestAttempt attempt = new TestAttempt(clock);

    private Brought bring(KeyCopy wanted) {
        return new Copier(calls, attempt, Optional.empty()).copy(wanted);
    }

    /** Brings a key back to its oldest version, from what is on top of it now. */
    private KeyCopy toOldest(String key) {
        List<String> versions = site.versions(key);
        String oldest = versions.get(versions.size() - 1);
        HeadObjectResponse source = head(key, oldest);
        String live = site.liveVersion(key);
        Found found = live.isEmpty()
                ? Found.marker(versions.get(0))
                : new Found(live, head(key, live).eTag());
        return new KeyCopy(key, new Source(key, oldest, source.eTag(), source.contentLength()), found);
    }

    private HeadObjectResponse head(String key, String version) {
        return s3.headObject(request -> request.bucket("shop-frontend").key(key).versionId(version));
    }

    private void goodThenBad() {
        site.ago(ofDays(2), release -> release.put("a", "good")).ago(ofDays(1), release -> release.put("a", "bad"));
    }

    @Test
    void copies_the_old_version_on_top_with_one_head_and_one_copy() {
        goodThenBad();
        KeyCopy wanted = toOldest("a");

        Brought brought = bring(wanted);

        assertThat(brought).isEqualTo(Brought.written(site.liveVersion("a")));
        assertThat(site.live()).containsEntry("a", "good");
        assertThat(attempt.reads()).containsExactly("s3:HeadObject", "s3:GetBucketOwnershipControls");
        assertThat(attempt.writes()).containsExactly("s3:CopyObject");
    }

    @Test
    void sets_again_what_a_copy_drops() {
        site.withAcls()
                .ago(
                        ofDays(2),
                        release -> release.put("a", "good")
                                .storageClass("STANDARD_IA")
                                .content("text/html", "max-age=60")
                                .metadata("commit", "4f2a")
                                .tag("team", "shop")
                                .kmsKey("key-1")
                                .redirect("/b")
                                .legalHold()
                                .locked(ObjectLockMode.GOVERNANCE, ofDays(30))
                                .publicRead());
        List<String> before = site.attributes("a");
        site.ago(ofDays(1), release -> release.put("a", "bad"));

        bring(toOldest("a"));

        assertThat(site.attributes("a")).isEqualTo(before);
        assertThat(before)
                .anyMatch(line -> line.startsWith("grant=http"))
                .anyMatch(line -> line.startsWith("legal-hold"));
    }

    @Test
    void does_not_set_a_retention_that_is_over() {
        site.ago(ofDays(2), release -> release.put("a", "good").locked(ObjectLockMode.GOVERNANCE, ofDays(30)));
        KeyCopy wanted = toOldest("a");
        site.now(release -> release.put("a", "bad"));
        clock.advance(ofDays(60));

        String live = site.liveVersion("a");
        bring(new KeyCopy("a", wanted.source(), new Found(live, head("a", live).eTag())));

        assertThat(site.live()).containsEntry("a", "good");
        assertThat(site.attributes("a")).noneMatch(line -> line.startsWith("retain-until"));
    }

    @Test
    void copies_over_a_marker() {
        site.ago(ofDays(2), release -> release.put("a", "good")).ago(ofDays(1), release -> release.delete("a"));

        assertThat(bring(toOldest("a")).outcome()).isEqualTo(Outcome.WRITTEN);

        assertThat(site.live()).containsEntry("a", "good");
    }

    @Test
    void leaves_alone_what_somebody_else_wrote_in_between() {
        goodThenBad();
        KeyCopy wanted = toOldest("a");
        site.now(release -> release.put("a", "somebody else's"));

        Brought brought = bring(wanted);

        assertThat(brought.outcome()).isEqualTo(Outcome.CONFLICT);
        assertThat(brought.detail()).contains(site.liveVersion("a"));
        assertThat(site.live()).containsEntry("a", "somebody else's");
    }

    @Test
    void leaves_alone_what_somebody_else_deleted_in_between() {
        goodThenBad();
        KeyCopy wanted = toOldest("a");
        site.now(release -> release.delete("a"));

        assertThat(bring(wanted)).isEqualTo(Brought.conflict("somebody deleted it"));
        assertThat(site.live()).isEmpty();
    }

    @Test
    void finds_its_own_copy_again_when_the_answer_was_lost() {
        goodThenBad();
        KeyCopy wanted = toOldest("a");
        world.faults().on("s3:CopyObject").call(1).lostResponse();

        assertThatThrownBy(() -> bring(wanted))
                .isInstanceOfSatisfying(
                        TargetException.class,
                        e -> assertThat(e.kind()).isEqualTo(TargetException.Kind.UNKNOWN_OUTCOME));
        Brought again = bring(wanted);

        assertThat(again).isEqualTo(Brought.already(site.liveVersion("a")));
        assertThat(site.versions("a")).hasSize(3);
    }

    @Test
    void finds_its_own_copy_again_by_its_checksum_where_the_tag_does_not_tell() {
        site.ago(ofDays(2), release -> release.put("a", "good").parts(3))
                .ago(ofDays(1), release -> release.put("a", "bad"));
        KeyCopy wanted = toOldest("a");
        bring(wanted);

        assertThat(bring(wanted).outcome()).isEqualTo(Outcome.ALREADY);
    }

    @Test
    void an_archived_version_is_said_to_be_so() {
        site.ago(ofDays(2), release -> release.put("a", "good").storageClass("DEEP_ARCHIVE"))
                .ago(ofDays(1), release -> release.put("a", "bad"));

        Brought brought = bring(toOldest("a"));

        assertThat(brought.outcome()).isEqualTo(Outcome.UNREADABLE);
        assertThat(brought.detail()).contains("archived in DEEP_ARCHIVE").contains("restoringArchived");
        assertThat(attempt.writes()).isEmpty();
    }

    @Test
    void an_archived_version_is_restored_first_where_that_is_allowed() {
        site.ago(ofDays(2), release -> release.put("a", "good").storageClass("GLACIER"))
                .ago(ofDays(1), release -> release.put("a", "bad"));
        KeyCopy wanted = toOldest("a");
        Copier copier = new Copier(calls, attempt, Optional.of(Tier.STANDARD));

        Brought first = copier.copy(wanted);
        Brought second = copier.copy(wanted);
        world.clock().advance(ofHours(6));
        Brought third = copier.copy(wanted);

        assertThat(first.outcome()).isEqualTo(Outcome.WAITS);
        assertThat(second.outcome()).isEqualTo(Outcome.WAITS);
        assertThat(third.outcome()).isEqualTo(Outcome.WRITTEN);
        assertThat(attempt.writes()).containsExactly("s3:RestoreObject", "s3:CopyObject");
    }

    @Test
    void what_is_larger_than_five_gigabytes_is_copied_in_parts_over_several_calls() {
        long size = 30L * 1024 * 1024 * 1024;
        site.ago(
                        ofDays(2),
                        release -> release.put("a", "good")
                                .size(size)
                                .tag("team", "shop")
                                .metadata("commit", "4f2a"))
                .ago(ofDays(1), release -> release.put("a", "bad"));
        KeyCopy wanted = toOldest("a");

        Brought first = bring(wanted);
        Brought second = bring(wanted);

        assertThat(first.outcome()).isEqualTo(Outcome.WAITS);
        assertThat(first.detail()).isEqualTo("is copied in parts, 40 of 60 are there");
        assertThat(second.outcome()).isEqualTo(Outcome.WRITTEN);
        assertThat(site.attributes("a")).contains("size=" + size, "tag team=shop", "metadata commit=4f2a");
        assertThat(site.openUploads()).isEmpty();
    }

    @Test
    void a_version_that_expired_meanwhile_is_said_to_be_gone() {
        goodThenBad();
        KeyCopy wanted = toOldest("a");
        site.now(release -> release.expire("a", wanted.source().versionId()));

        Brought brought = bring(wanted);

        assertThat(brought.outcome()).isEqualTo(Outcome.UNREADABLE);
        assertThat(brought.detail()).contains("is gone");
    }

    @Test
    void a_permission_that_is_missing_is_no_fault_of_the_key() {
        goodThenBad();
        KeyCopy wanted = toOldest("a");
        world.faults().on("s3:CopyObject").call(1).accessDenied();

        assertThatThrownBy(() -> bring(wanted))
                .isInstanceOfSatisfying(
                        TargetException.class, e -> assertThat(e.kind()).isEqualTo(TargetException.Kind.DENIED));
    }

    @Test
    void no_version_is_ever_deleted() {
        assertThatThrownBy(() -> calls.mark(
                        attempt,
                        List.of(ObjectIdentifier.builder()
                                .key("a")
                                .versionId("1")
                                .build())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A version was about to be deleted: expected keys alone.");
    }
}
