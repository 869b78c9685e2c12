package dev.rollback.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.ClientSource;
import dev.rollback.aws.sdk.TestAttempt;
import dev.rollback.aws.sdk.TestClock;
import dev.rollback.aws.sdk.TestDriver;
import dev.rollback.journal.InMemoryJournal;
import dev.rollback.run.RunId;
import dev.rollback.target.Change;
import dev.rollback.target.Progress;
import dev.rollback.target.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketOwnershipControlsRequest;
import software.amazon.awssdk.services.s3.model.GetBucketOwnershipControlsResponse;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.GetObjectLockConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetObjectLockConfigurationResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.OwnershipControlsRule;

/** A million versions, and what stays in the heap of them while they are listed for a preview and for a history. */
@Tag("proof")
class RetainedHeapTest {

    private static final int VERSIONS = 1_000_000;
    private static final long MOST = 64L << 20;

    private final Generated s3 = new Generated();
    private final TestClock clock = new TestClock();
    private final S3Objects target = S3Objects.bucket(
            AwsScope.of(
                    new ClientSource() {
                        @Override
                        public <C extends SdkClient> C client(Class<C> type) {
                            return type.cast(s3);
                        }
                    },
                    "eu-west-1",
                    "123456789012"),
            "shop");

    /** Half of the keys were changed by the bad release, each with a version or a marker on top of another. */
    private static final class Generated implements S3Client {
        private static final Instant GOOD = TestClock.START.minus(Duration.ofDays(9));
        private static final Instant BAD = TestClock.START.minus(Duration.ofHours(2));

        private final List<Long> heaps = new ArrayList<>();
        private final BitSet putBack = new BitSet();
        private int pages;

        @Override
        public ListObjectVersionsResponse listObjectVersions(ListObjectVersionsRequest request) {
            int first = request.keyMarker() == null
                    ? 0
                    : Integer.parseInt(request.keyMarker().substring(10)) * 2 + 2;
            if (++pages % 200 == 0) {
                heaps.add(used());
            }
            List<ObjectVersion> versions = new ArrayList<>();
            List<DeleteMarkerEntry> markers = new ArrayList<>();
            for (int i = first; i < Math.min(first + 1_000, VERSIONS); i += 2) {
                String key = String.format("folder-%02d/%07d", i / 100_000, i / 2);
                if (putBack.get(i / 2)) {
                    versions.add(version(key, i, true).toBuilder()
                            .versionId("r" + i)
                            .lastModified(TestClock.START.plusSeconds(1))
                            .build());
                }
                if (i % 10 == 0) {
                    markers.add(DeleteMarkerEntry.builder()
                            .key(key)
                            .versionId("m" + i)
                            .isLatest(!putBack.get(i / 2))
                            .lastModified(BAD)
                            .build());
                } else {
                    versions.add(version(key, i + 1, !putBack.get(i / 2)));
                }
                versions.add(version(key, i, false));
            }
            boolean more = first + 1_000 < VERSIONS;
            return ListObjectVersionsResponse.builder()
                    .versions(versions)
                    .deleteMarkers(markers)
                    .isTruncated(more)
                    .nextKeyMarker(more ? versions.get(versions.size() - 1).key() : null)
                    .nextVersionIdMarker(more ? "v" + (first + 998) : null)
                    .build();
        }

        private static ObjectVersion version(String key, int number, boolean latest) {
            return ObjectVersion.builder()
                    .key(key)
                    .versionId("v" + number)
                    .isLatest(latest)
                    .lastModified((latest ? BAD : GOOD).plusSeconds(number % 3_600))
                    .eTag("\"" + number + "\"")
                    .size(1_000L + number)
                    .storageClass("STANDARD")
                    .build();
        }

        @Override
        public HeadBucketResponse headBucket(HeadBucketRequest request) {
            return HeadBucketResponse.builder().bucketRegion("eu-west-1").build();
        }

        @Override
        public GetBucketVersioningResponse getBucketVersioning(GetBucketVersioningRequest request) {
            return GetBucketVersioningResponse.builder()
                    .status(BucketVersioningStatus.ENABLED)
                    .build();
        }

        @Override
        public GetBucketLifecycleConfigurationResponse getBucketLifecycleConfiguration(
                GetBucketLifecycleConfigurationRequest request) {
            return GetBucketLifecycleConfigurationResponse.builder().build();
        }

        @Override
        public GetObjectLockConfigurationResponse getObjectLockConfiguration(
                GetObjectLockConfigurationRequest request) {
            return GetObjectLockConfigurationResponse.builder()
                    .objectLockConfiguration(lock -> {})
                    .build();
        }

        @Override
        public HeadObjectResponse headObject(HeadObjectRequest request) {
            return HeadObjectResponse.builder()
                    .eTag("\"x\"")
                    .contentLength(1L)
                    .storageClass("STANDARD")
                    .build();
        }

        @Override
        public GetBucketOwnershipControlsResponse getBucketOwnershipControls(
                GetBucketOwnershipControlsRequest request) {
            return GetBucketOwnershipControlsResponse.builder()
                    .ownershipControls(controls -> controls.rules(OwnershipControlsRule.builder()
                            .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
                            .build()))
                    .build();
        }

        @Override
        public CopyObjectResponse copyObject(CopyObjectRequest request) {
            int key = Integer.parseInt(request.destinationKey().substring(10));
            putBack.set(key);
            return CopyObjectResponse.builder().versionId("r" + 2 * key).build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void a_preview_of_a_million_versions_holds_no_more_than_one_of_a_few() {
        long before = used();
        Version to = target.versionAt(TestClock.START.minus(Duration.ofHours(3)), new TestAttempt(clock))
                .orElseThrow();
        Change change = new Change(target.id(), target.current(new TestAttempt(clock)), to, "change-1");

        List<String> path = target.check(change, new TestAttempt(clock)).path();

        assertThat(path.get(0)).contains("500,000 keys: 500,000 to bring back");
        assertThat(s3.heaps)
                .hasSize(5)
                .allSatisfy(heap -> assertThat(heap - before).isLessThan(MOST));
        assertThat(s3.heaps.get(4) - s3.heaps.get(0)).isLessThan(MOST / 8);
    }

    @Test
    void the_bursts_of_a_million_versions_are_told_in_the_same_heap() {
        long before = used();

        try (Stream<Version> history = target.history(new TestAttempt(clock))) {
            assertThat(history.toList()).hasSize(2);
        }

        assertThat(s3.heaps)
                .hasSize(5)
                .allSatisfy(heap -> assertThat(heap - before).isLessThan(MOST));
    }

    @Test
    void half_a_million_keys_are_put_back_and_verified_in_the_same_heap() {
        long before = used();
        InMemoryJournal journal = new InMemoryJournal();
        TestDriver driver = new TestDriver(clock);
        driver.attempt().keepingIn(journal.ledger(new RunId("run-1"), 0));
        S3Objects at = target.removeAfter(Duration.ZERO);
        Version to = at.versionAt(TestClock.START.minus(Duration.ofHours(3)), driver.attempt())
                .orElseThrow();
        Change change = new Change(at.id(), at.current(driver.attempt()), to, "change-1");

        Progress end = driver.toTheEnd(at, change);

        assertThat(end).isInstanceOf(Progress.Settled.class);
        assertThat(s3.putBack.cardinality()).isEqualTo(VERSIONS / 2);
        assertThat(s3.heaps)
                .as("five times while it is put back, five times while it is compared")
                .hasSizeGreaterThanOrEqualTo(10)
                .allSatisfy(heap -> assertThat(heap - before).isLessThan(MOST));
        assertThat(s3.heaps.get(4) - s3.heaps.get(0)).as("%s", s3.heaps).isLessThan(MOST / 16);
        assertThat(s3.heaps.get(9) - s3.heaps.get(7)).as("%s", s3.heaps).isLessThan(MOST / 16);
    }
}
