package dev.rollback.aws.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.StorageClass;

/**
 * What the S3 targets take for granted of S3. Documented, and unproven on the wire because no emulator knows them: how long a restore from an archive takes,
 * keys of KMS that are disabled, that a copy of more than 5 GB is refused.
 */
interface S3Contract {

    /** Names of different tests differ, so that an emulator need not be emptied. */
    AtomicInteger BUCKETS = new AtomicInteger();

    Subject subject();

    private S3Client s3() {
        return subject().client(S3Client.class);
    }

    /** A bucket of its own, with versioning. */
    private String bucket() {
        String name = "contract-" + ProcessHandle.current().pid() + "-" + BUCKETS.incrementAndGet();
        s3().createBucket(request -> request.bucket(name));
        versioning(name, BucketVersioningStatus.ENABLED);
        return name;
    }

    private void versioning(String bucket, BucketVersioningStatus status) {
        s3().putBucketVersioning(request ->
                request.bucket(bucket).versioningConfiguration(versioning -> versioning.status(status)));
    }

    private String put(String bucket, String key, String body) {
        subject().pass(Duration.ofSeconds(2));
        return s3().putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString(body))
                .versionId();
    }

    private void mark(String bucket, String key) {
        subject().pass(Duration.ofSeconds(2));
        s3().deleteObject(request -> request.bucket(bucket).key(key));
    }

    private ListObjectVersionsResponse versions(String bucket) {
        return s3().listObjectVersions(request -> request.bucket(bucket));
    }

    private HeadObjectResponse head(String bucket, String key) {
        return s3().headObject(request -> request.bucket(bucket).key(key));
    }

    private static CopyObjectRequest.Builder copy(String bucket, String key, String version) {
        return CopyObjectRequest.builder()
                .sourceBucket(bucket)
                .sourceKey(key)
                .sourceVersionId(version)
                .destinationBucket(bucket)
                .destinationKey(key);
    }

    private S3Exception refused(Runnable call) {
        S3Exception refusal = catchThrowableOfType(S3Exception.class, call::run);
        assertThat(refusal).as("a refusal").isNotNull();
        return refusal;
    }

    @Test
    default void lists_the_versions_of_a_key_newest_first_and_says_which_is_latest() {
        String bucket = bucket();
        String first = put(bucket, "index.html", "one");
        String second = put(bucket, "index.html", "two");

        List<ObjectVersion> listed = versions(bucket).versions();

        assertThat(listed).extracting(ObjectVersion::versionId).containsExactly(second, first);
        assertThat(listed).extracting(ObjectVersion::isLatest).containsExactly(true, false);
    }

    @Test
    default void lists_keys_in_the_order_of_their_bytes() {
        String bucket = bucket();
        List<String> keys = List.of("B", "a", "a-b", "a/b", "ab", "é");
        keys.forEach(key -> put(bucket, key, key));

        assertThat(versions(bucket).versions())
                .extracting(ObjectVersion::key)
                .containsExactly("B", "a", "a-b", "a/b", "ab", "é");
    }

    @Test
    default void a_prefix_is_no_folder() {
        String bucket = bucket();
        Stream.of("site", "site.bak", "site/index.html", "other").forEach(key -> put(bucket, key, key));

        assertThat(s3().listObjectVersions(request -> request.bucket(bucket).prefix("site"))
                        .versions())
                .extracting(ObjectVersion::key)
                .containsExactlyInAnyOrder("site", "site.bak", "site/index.html");
    }

    @Test
    default void pages_hold_versions_and_markers_together_and_lose_none() throws Exception {
        subject().keepsUnless(Deviation.PAGES_OF_VERSIONS_AND_MARKERS, () -> {
            String bucket = bucket();
            for (int i = 0; i < 3; i++) {
                put(bucket, "key-" + i, "one");
                mark(bucket, "key-" + i);
                put(bucket, "key-" + i, "two");
            }

            List<String> seen = new ArrayList<>();
            ListObjectVersionsResponse page =
                    s3().listObjectVersions(request -> request.bucket(bucket).maxKeys(2));
            while (true) {
                assertThat(page.versions().size() + page.deleteMarkers().size()).isLessThanOrEqualTo(2);
                page.versions().forEach(one -> seen.add(one.key() + "/" + one.versionId()));
                page.deleteMarkers().forEach(one -> seen.add(one.key() + "/" + one.versionId()));
                if (!page.isTruncated()) {
                    break;
                }
                String key = page.nextKeyMarker();
                String version = page.nextVersionIdMarker();
                page = s3().listObjectVersions(request ->
                        request.bucket(bucket).maxKeys(2).keyMarker(key).versionIdMarker(version));
            }

            assertThat(seen).hasSize(9).doesNotHaveDuplicates();
        });
    }

    @Test
    default void a_delete_places_a_marker_and_keeps_the_versions() {
        String bucket = bucket();
        String version = put(bucket, "a", "one");

        mark(bucket, "a");

        assertThat(versions(bucket).versions())
                .extracting(ObjectVersion::versionId)
                .containsExactly(version);
        assertThat(versions(bucket).deleteMarkers())
                .extracting(DeleteMarkerEntry::isLatest)
                .containsExactly(true);
        assertThat(refused(() -> head(bucket, "a")).statusCode()).isEqualTo(404);
    }

    @Test
    default void what_was_stored_before_versioning_has_the_version_null() {
        String name = "contract-" + ProcessHandle.current().pid() + "-" + BUCKETS.incrementAndGet();
        s3().createBucket(request -> request.bucket(name));
        put(name, "old", "before");

        versioning(name, BucketVersioningStatus.ENABLED);
        put(name, "old", "after");

        assertThat(versions(name).versions())
                .extracting(ObjectVersion::versionId)
                .hasSize(2)
                .last()
                .isEqualTo("null");
    }

    @Test
    default void an_old_version_is_copied_onto_its_own_key_as_a_new_one() {
        String bucket = bucket();
        String good = put(bucket, "a", "good");
        put(bucket, "a", "bad");

        String made = s3().copyObject(copy(bucket, "a", good).build()).versionId();

        assertThat(versions(bucket).versions())
                .extracting(ObjectVersion::versionId)
                .hasSize(3)
                .startsWith(made);
        assertThat(head(bucket, "a").contentLength()).isEqualTo(4);
    }

    @Test
    default void an_old_version_is_copied_over_a_marker() {
        String bucket = bucket();
        String good = put(bucket, "a", "good");
        mark(bucket, "a");

        s3().copyObject(copy(bucket, "a", good).build());

        assertThat(head(bucket, "a").contentLength()).isEqualTo(4);
    }

    @Test
    default void a_copy_keeps_type_and_metadata_and_drops_the_class() throws Exception {
        subject().keepsUnless(Deviation.COPY_DROPS_CLASS, () -> {
            String bucket = bucket();
            String good = s3().putObject(
                            request -> request.bucket(bucket)
                                    .key("a")
                                    .contentType("text/html")
                                    .metadata(Map.of("commit", "4f2a"))
                                    .storageClass(StorageClass.STANDARD_IA),
                            RequestBody.fromString("good"))
                    .versionId();
            put(bucket, "a", "bad");

            s3().copyObject(copy(bucket, "a", good).build());

            HeadObjectResponse now = head(bucket, "a");
            assertThat(now.contentType()).isEqualTo("text/html");
            assertThat(now.metadata()).containsEntry("commit", "4f2a");
            assertThat(now.storageClass()).isNull();
        });
    }

    @Test
    default void a_copy_is_refused_when_something_else_is_on_top() throws Exception {
        subject().keepsUnless(Deviation.CONDITIONAL_COPY, () -> {
            String bucket = bucket();
            String good = put(bucket, "a", "good");
            put(bucket, "a", "bad");
            String found = head(bucket, "a").eTag();
            put(bucket, "a", "somebody else's");

            S3Exception refusal = refused(
                    () -> s3().copyObject(copy(bucket, "a", good).ifMatch(found).build()));

            assertThat(refusal.statusCode()).isEqualTo(412);
            assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("PreconditionFailed");
        });
    }

    @Test
    default void a_copy_over_nothing_is_refused_when_there_is_something() throws Exception {
        subject().keepsUnless(Deviation.CONDITIONAL_COPY, () -> {
            String bucket = bucket();
            String good = put(bucket, "a", "good");

            S3Exception refusal = refused(() ->
                    s3().copyObject(copy(bucket, "a", good).ifNoneMatch("*").build()));

            assertThat(refusal.statusCode()).isEqualTo(412);
        });
    }

    @Test
    default void a_version_that_is_gone_is_not_copied() {
        String bucket = bucket();
        String good = put(bucket, "a", "good");
        put(bucket, "a", "bad");
        s3().deleteObject(request -> request.bucket(bucket).key("a").versionId(good));

        assertThatThrownBy(() -> s3().copyObject(copy(bucket, "a", good).build()))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isIn(400, 404));
    }

    @Test
    default void many_markers_are_placed_in_one_call() {
        String bucket = bucket();
        put(bucket, "a", "one");
        put(bucket, "b", "two");

        DeleteObjectsResponse answer = s3().deleteObjects(request -> request.bucket(bucket)
                .delete(delete -> delete.objects(
                        ObjectIdentifier.builder().key("a").build(),
                        ObjectIdentifier.builder().key("b").build())));

        assertThat(answer.hasErrors() && !answer.errors().isEmpty()).isFalse();
        assertThat(versions(bucket).deleteMarkers()).hasSize(2);
        assertThat(versions(bucket).versions()).hasSize(2);
    }

    @Test
    default void a_marker_is_not_placed_on_what_somebody_else_wrote_and_the_others_are() throws Exception {
        subject().keepsUnless(Deviation.CONDITIONAL_DELETE, () -> {
            String bucket = bucket();
            put(bucket, "a", "one");
            put(bucket, "b", "two");
            String found = head(bucket, "a").eTag();
            put(bucket, "a", "somebody else's");

            DeleteObjectsResponse answer = s3().deleteObjects(request -> request.bucket(bucket)
                    .delete(delete -> delete.objects(
                            ObjectIdentifier.builder().key("a").eTag(found).build(),
                            ObjectIdentifier.builder().key("b").build())));

            assertThat(answer.errors())
                    .extracting(error -> error.key() + " " + error.code())
                    .containsExactly("a PreconditionFailed");
            assertThat(versions(bucket).deleteMarkers())
                    .extracting(DeleteMarkerEntry::key)
                    .containsExactly("b");
        });
    }

    @Test
    default void the_etag_of_a_plain_object_is_that_of_its_content() {
        String bucket = bucket();
        put(bucket, "a", "same");
        put(bucket, "b", "same");

        assertThat(head(bucket, "a").eTag()).isEqualTo(head(bucket, "b").eTag());
    }

    @Test
    default void says_whether_versioning_is_on() {
        String bucket = bucket();

        versioning(bucket, BucketVersioningStatus.SUSPENDED);

        assertThat(s3().getBucketVersioning(request -> request.bucket(bucket)).status())
                .isEqualTo(BucketVersioningStatus.SUSPENDED);
    }

    @Test
    default void says_that_there_is_no_such_bucket() {
        assertThat(refused(() -> versions("contract-no-such-bucket")).statusCode())
                .isEqualTo(404);
    }
}
