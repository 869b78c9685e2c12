package dev.rollback.testkit.s3;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rollback.testkit.FakeAws;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.Tier;

/** What of S3 no emulator knows, or keeps otherwise than documented. */
class FakeS3Test {

    private final FakeAws world = FakeAws.in("eu-west-1", "123456789012");
    private final FakeBucket site = world.s3().bucket("shop-frontend").versioned();
    private final S3Client s3 = world.client(S3Client.class);

    private CopyObjectRequest.Builder copy(String key, String version) {
        return CopyObjectRequest.builder()
                .sourceBucket("shop-frontend")
                .sourceKey(key)
                .sourceVersionId(version)
                .destinationBucket("shop-frontend")
                .destinationKey(key);
    }

    private String oldest(String key) {
        List<String> versions = site.versions(key);
        return versions.get(versions.size() - 1);
    }

    private HeadObjectResponse head(String key, String version) {
        return s3.headObject(request -> request.bucket("shop-frontend").key(key).versionId(version));
    }

    private static String code(Runnable call) {
        S3Exception refusal = catchThrowableOfType(S3Exception.class, call::run);
        assertThat(refusal).as("a refusal").isNotNull();
        return refusal.statusCode() + " " + refusal.awsErrorDetails().errorCode();
    }

    @Test
    void tells_what_was_live_at_a_time() {
        site.ago(ofDays(30), release -> release.put("a", "one").put("b", "one"))
                .ago(
                        ofMinutes(20),
                        release -> release.put("a", "two").delete("b").put("c", "two"));

        assertThat(site.live()).containsOnlyKeys("a", "c").containsEntry("a", "two");
        assertThat(site.liveAt(world.clock().instant().minus(ofMinutes(21))))
                .containsOnlyKeys("a", "b")
                .containsEntry("a", "one");
    }

    @Test
    void a_copy_drops_class_encryption_redirect_lock_and_grants() {
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
                                .publicRead())
                .ago(ofDays(1), release -> release.put("a", "bad"));

        s3.copyObject(copy("a", oldest("a")).build());

        assertThat(site.attributes("a"))
                .contains(
                        "class=STANDARD",
                        "content-type=text/html",
                        "cache-control=max-age=60",
                        "metadata commit=4f2a",
                        "tag team=shop")
                .noneMatch(
                        line -> line.startsWith("kms-key") || line.startsWith("redirect") || line.startsWith("grant"));
    }

    @Test
    void an_archived_version_is_copied_only_once_it_is_restored() {
        site.ago(ofDays(2), release -> release.put("a", "good").storageClass("GLACIER"))
                .ago(ofDays(1), release -> release.put("a", "bad"));
        String good = oldest("a");

        String before = code(() -> s3.copyObject(copy("a", good).build()));
        s3.restoreObject(request -> request.bucket("shop-frontend")
                .key("a")
                .versionId(good)
                .restoreRequest(restore -> restore.days(1).glacierJobParameters(job -> job.tier(Tier.STANDARD))));
        String again = code(() -> s3.restoreObject(request ->
                request.bucket("shop-frontend").key("a").versionId(good).restoreRequest(restore -> restore.days(1))));
        String during = head("a", good).restore();
        world.clock().advance(ofHours(6));
        s3.copyObject(copy("a", good).build());

        assertThat(before).isEqualTo("403 InvalidObjectState");
        assertThat(again).isEqualTo("409 RestoreAlreadyInProgress");
        assertThat(during).isEqualTo("ongoing-request=\"true\"");
        assertThat(site.live()).containsEntry("a", "good");
    }

    @Test
    void what_is_larger_than_five_gigabytes_is_copied_in_parts() {
        long size = 6L * 1024 * 1024 * 1024;
        site.ago(ofDays(2), release -> release.put("a", "good").size(size))
                .ago(ofDays(1), release -> release.put("a", "bad"));
        String good = oldest("a");

        String whole = code(() -> s3.copyObject(copy("a", good).build()));
        String upload = s3.createMultipartUpload(
                        request -> request.bucket("shop-frontend").key("a"))
                .uploadId();
        String first = part(upload, good, 1, "bytes=0-" + (size / 2 - 1));
        String second = part(upload, good, 2, "bytes=" + size / 2 + "-" + (size - 1));
        assertThat(site.openUploads()).containsExactly(upload);
        assertThat(site.live()).containsEntry("a", "bad");
        s3.completeMultipartUpload(request -> request.bucket("shop-frontend")
                .key("a")
                .uploadId(upload)
                .multipartUpload(parts -> parts.parts(
                        CompletedPart.builder().partNumber(1).eTag(first).build(),
                        CompletedPart.builder().partNumber(2).eTag(second).build())));

        assertThat(whole).isEqualTo("400 InvalidRequest");
        assertThat(site.live()).containsEntry("a", "good");
        assertThat(site.attributes("a")).contains("size=" + size);
        assertThat(head("a", site.liveVersion("a")).eTag()).endsWith("-2\"");
    }

    private String part(String upload, String version, int number, String range) {
        return s3.uploadPartCopy(request -> request.sourceBucket("shop-frontend")
                        .sourceKey("a")
                        .sourceVersionId(version)
                        .destinationBucket("shop-frontend")
                        .destinationKey("a")
                        .uploadId(upload)
                        .partNumber(number)
                        .copySourceRange(range))
                .copyPartResult()
                .eTag();
    }

    @Test
    void a_lock_protects_a_version_and_not_the_key() {
        site.ago(ofDays(2), release -> release.put("a", "kept").locked(ObjectLockMode.COMPLIANCE, ofDays(30)));
        String version = site.liveVersion("a");

        String forGood = code(() -> s3.deleteObject(
                request -> request.bucket("shop-frontend").key("a").versionId(version)));
        s3.deleteObject(request -> request.bucket("shop-frontend").key("a"));

        assertThat(forGood).isEqualTo("403 AccessDenied");
        assertThat(site.live()).isEmpty();
        assertThat(site.lost()).isZero();
    }

    @Test
    void mfa_delete_protects_versions() {
        site.mfaDelete().ago(ofDays(2), release -> release.put("a", "kept"));
        ObjectIdentifier version = ObjectIdentifier.builder()
                .key("a")
                .versionId(site.liveVersion("a"))
                .build();

        String refusal = code(() ->
                s3.deleteObjects(request -> request.bucket("shop-frontend").delete(delete -> delete.objects(version))));

        assertThat(refusal).isEqualTo("403 AccessDenied");
    }

    @Test
    void while_suspended_a_put_overwrites_the_null_version() {
        site.suspended()
                .ago(ofDays(2), release -> release.put("a", "first"))
                .ago(ofDays(1), release -> release.put("a", "second"));

        assertThat(site.versions("a")).containsExactly("null");
        assertThat(site.lost()).isEqualTo(1);
    }

    @Test
    void an_object_whose_key_is_disabled_cannot_be_copied() {
        site.ago(ofDays(2), release -> release.put("a", "good").kmsKey("key-1"))
                .ago(ofDays(1), release -> release.put("a", "bad"));
        world.kms().key("key-1", KeyState.DISABLED);

        assertThat(code(() -> s3.copyObject(copy("a", oldest("a")).build()))).isEqualTo("400 KMS.DisabledException");
    }

    @Test
    void copying_what_is_live_onto_itself_is_refused() {
        site.ago(ofDays(2), release -> release.put("a", "good"));

        assertThat(code(() -> s3.copyObject(copy("a", site.liveVersion("a")).build())))
                .isEqualTo("400 InvalidRequest");
    }

    @Test
    void a_marker_has_no_content_to_look_at() {
        site.ago(ofDays(2), release -> release.put("a", "good")).ago(ofDays(1), release -> release.delete("a"));

        assertThat(code(() -> head("a", site.versions("a").get(0)))).isEqualTo("405 MethodNotAllowed");
    }

    @Test
    void more_than_a_thousand_keys_are_not_deleted_at_once() {
        List<ObjectIdentifier> many = IntStream.range(0, 1_001)
                .mapToObj(i -> ObjectIdentifier.builder().key("key-" + i).build())
                .toList();

        assertThat(code(() -> s3.deleteObjects(
                        request -> request.bucket("shop-frontend").delete(delete -> delete.objects(many)))))
                .isEqualTo("400 MalformedXML");
    }

    @Test
    void lists_a_hundred_thousand_objects_in_pages() {
        site.ago(ofDays(1), release -> {
            for (int i = 0; i < 100_000; i++) {
                release.put("key-" + i, "x");
            }
        });

        long listed = s3.listObjectVersionsPaginator(request -> request.bucket("shop-frontend")).stream()
                .mapToLong(page -> page.versions().size())
                .sum();

        assertThat(listed).isEqualTo(100_000);
    }

    @Test
    void refuses_a_malformed_name_of_a_bucket() {
        assertThatThrownBy(() -> world.s3().bucket("Shop"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The scene of a bucket was given a malformed name: expected 3 to 63 small letters, digits, dots and"
                                + " hyphens, got 'Shop'. Pass the bare name, not an ARN.");
    }
}
