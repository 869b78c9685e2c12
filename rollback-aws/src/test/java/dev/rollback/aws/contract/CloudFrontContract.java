package dev.rollback.aws.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.aws.AwsTargets;
import dev.rollback.aws.sdk.TestAttempt;
import dev.rollback.aws.sdk.TestClock;
import dev.rollback.target.Action;
import dev.rollback.target.Finding;
import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;
import software.amazon.awssdk.services.cloudfront.model.BatchTooLargeException;
import software.amazon.awssdk.services.cloudfront.model.Distribution;
import software.amazon.awssdk.services.cloudfront.model.InconsistentQuantitiesException;
import software.amazon.awssdk.services.cloudfront.model.InvalidArgumentException;
import software.amazon.awssdk.services.cloudfront.model.Invalidation;
import software.amazon.awssdk.services.cloudfront.model.InvalidationList;
import software.amazon.awssdk.services.cloudfront.model.InvalidationSummary;
import software.amazon.awssdk.services.cloudfront.model.NoSuchDistributionException;
import software.amazon.awssdk.services.cloudfront.model.NoSuchInvalidationException;
import software.amazon.awssdk.services.cloudfront.model.TooManyInvalidationsInProgressException;

/** What the invalidation takes for granted of CloudFront. */
interface CloudFrontContract {

    /** Longer than any invalidation takes. */
    Duration LONG_ENOUGH = Duration.ofMinutes(15);

    /** Names of different tests differ, so that an emulator need not be emptied. */
    AtomicInteger NAMES = new AtomicInteger();

    Subject subject();

    /** The id of a new distribution, enabled, with that alias. */
    String distribution(String alias);

    private CloudFrontClient cloudFront() {
        return subject().client(CloudFrontClient.class);
    }

    private String site() {
        return distribution(alias());
    }

    private static String alias() {
        return "www-" + ProcessHandle.current().pid() + "-" + NAMES.incrementAndGet() + ".example.com";
    }

    private Invalidation invalidate(String site, String reference, List<String> paths) {
        return cloudFront()
                .createInvalidation(request -> request.distributionId(site)
                        .invalidationBatch(batch -> batch.callerReference(reference)
                                .paths(said -> said.quantity(paths.size()).items(paths))))
                .invalidation();
    }

    private Invalidation invalidation(String site, String id) {
        return cloudFront()
                .getInvalidation(request -> request.distributionId(site).id(id))
                .invalidation();
    }

    @Test
    default void shows_whether_a_distribution_is_enabled_and_its_names() {
        String alias = alias();
        String site = distribution(alias);

        Distribution shown =
                cloudFront().getDistribution(request -> request.id(site)).distribution();

        assertThat(shown.id()).isEqualTo(site);
        assertThat(shown.domainName()).endsWith(".cloudfront.net");
        assertThat(shown.distributionConfig().enabled()).isTrue();
        assertThat(shown.distributionConfig().aliases().items()).containsExactly(alias);
        assertThat(shown.arn()).startsWith("arn:aws:cloudfront::").endsWith(":distribution/" + site);
    }

    @Test
    default void refuses_an_unknown_distribution() {
        assertThatThrownBy(() -> cloudFront().getDistribution(request -> request.id("ENOSUCHONE0000")))
                .isInstanceOf(NoSuchDistributionException.class);
        assertThatThrownBy(() -> invalidate("ENOSUCHONE0000", "one", List.of("/*")))
                .isInstanceOf(NoSuchDistributionException.class);
        assertThatThrownBy(() -> invalidation("ENOSUCHONE0000", "INOSUCHONE0000"))
                .isInstanceOf(NoSuchDistributionException.class);
    }

    @Test
    default void refuses_an_unknown_invalidation() {
        String site = site();
        invalidate(site, "one", List.of("/*"));

        assertThatThrownBy(() -> invalidation(site, "INOSUCHONE0000")).isInstanceOf(NoSuchInvalidationException.class);
    }

    @Test
    default void shows_an_invalidation_as_it_was_asked_for() {
        String site = site();

        Invalidation made = invalidate(site, "one", List.of("/index.html", "/m%C3%BCnchen/*"));

        Invalidation shown = invalidation(site, made.id());
        assertThat(shown.invalidationBatch().callerReference()).isEqualTo("one");
        assertThat(shown.invalidationBatch().paths().items())
                .containsExactlyInAnyOrder("/index.html", "/m%C3%BCnchen/*");
        assertThat(shown.invalidationBatch().paths().quantity()).isEqualTo(2);
    }

    @Test
    default void completes_an_invalidation_in_time() throws Exception {
        String site = site();
        String id = invalidate(site, "one", List.of("/*")).id();

        subject().pass(LONG_ENOUGH);

        assertThat(invalidation(site, id).status()).isEqualToIgnoringCase("Completed");
        subject()
                .keepsUnless(
                        Deviation.COMPLETED_AS_WRITTEN,
                        () -> assertThat(invalidation(site, id).status()).isEqualTo("Completed"));
    }

    @Test
    default void answers_the_invalidation_that_a_caller_reference_already_made() throws Exception {
        String site = site();
        String id = invalidate(site, "one", List.of("/a", "/b")).id();

        subject()
                .keepsUnless(
                        Deviation.SAME_REFERENCE,
                        () -> assertThat(invalidate(site, "one", List.of("/a", "/b"))
                                        .id())
                                .isEqualTo(id));
    }

    @Test
    default void refuses_a_used_caller_reference_with_other_paths() throws Exception {
        String site = site();
        invalidate(site, "one", List.of("/a"));

        subject()
                .keepsUnless(
                        Deviation.OTHER_PATHS,
                        () -> assertThatThrownBy(() -> invalidate(site, "one", List.of("/b")))
                                .isInstanceOfSatisfying(AwsServiceException.class, refused -> {
                                    assertThat(refused.awsErrorDetails().errorCode())
                                            .isEqualTo("InvalidationBatchAlreadyExists");
                                    assertThat(refused.statusCode()).isEqualTo(400);
                                }));
    }

    @Test
    default void refuses_a_quantity_that_is_not_that_of_the_paths() throws Exception {
        String site = site();

        subject()
                .keepsUnless(
                        Deviation.QUANTITY_OF_PATHS,
                        () -> assertThatThrownBy(() -> cloudFront()
                                        .createInvalidation(request -> request.distributionId(site)
                                                .invalidationBatch(batch -> batch.callerReference("one")
                                                        .paths(paths -> paths.quantity(2)
                                                                .items("/a")))))
                                .isInstanceOf(InconsistentQuantitiesException.class));
    }

    @Test
    default void refuses_paths_that_are_none() throws Exception {
        String site = site();

        for (String path : List.of("index.html", "/a*/b", "/with space", "/münchen", "/" + "a".repeat(4_000))) {
            subject().keepsUnless(Deviation.PATH_RULES, () -> refuses(site, path));
        }
    }

    private void refuses(String site, String path) {
        assertThatThrownBy(() -> invalidate(site, "path " + path.length(), List.of(path)))
                .isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    default void refuses_more_than_may_be_in_progress_at_once() throws Exception {
        String site = site();
        List<String> wildcards =
                IntStream.range(0, 16).mapToObj(n -> "/folder-" + n + "/*").toList();
        List<String> files =
                IntStream.range(0, 3_001).mapToObj(n -> "/file-" + n).toList();

        subject().keepsUnless(Deviation.TOO_MANY_IN_PROGRESS, () -> {
            ThrowingCallable tooMany = () -> invalidate(site, "wildcards", wildcards);
            assertThatThrownBy(tooMany).isInstanceOf(TooManyInvalidationsInProgressException.class);
        });
        subject().keepsUnless(Deviation.BATCH_TOO_LARGE, () -> {
            ThrowingCallable tooLarge = () -> invalidate(site, "files", files);
            assertThatThrownBy(tooLarge).isInstanceOf(BatchTooLargeException.class);
        });
    }

    @Test
    default void lists_invalidations_newest_first_in_pages() throws Exception {
        String site = site();
        List<String> newestFirst = new ArrayList<>();
        for (int number = 0; number < 3; number++) {
            newestFirst.add(
                    0,
                    invalidate(site, "reference-" + number, List.of("/" + number))
                            .id());
        }

        subject()
                .keepsUnless(
                        Deviation.INVALIDATIONS_NEWEST_FIRST,
                        () -> assertThat(ids(list(site, null, "100"))).isEqualTo(newestFirst));
        subject().keepsUnless(Deviation.INVALIDATION_PAGES, () -> {
            InvalidationList first = list(site, null, "2");
            assertThat(first.items()).hasSize(2);
            assertThat(first.isTruncated()).isTrue();
            InvalidationList second = list(site, first.nextMarker(), "2");
            assertThat(second.isTruncated()).isFalse();
            assertThat(Stream.concat(ids(first).stream(), ids(second).stream()))
                    .containsExactlyInAnyOrderElementsOf(newestFirst);
        });
    }

    private static List<String> ids(InvalidationList list) {
        return list.items().stream().map(InvalidationSummary::id).toList();
    }

    private InvalidationList list(String site, @Nullable String marker, String size) {
        return cloudFront()
                .listInvalidations(
                        request -> request.distributionId(site).marker(marker).maxItems(size))
                .invalidationList();
    }

    @Test
    default void carries_out_the_action_of_a_plan() {
        String site = site();
        Action invalidation =
                AwsTargets.using(subject()::client).account("123456789012").invalidation(site, "/über uns", "/a/*");
        TestAttempt attempt = new TestAttempt(new TestClock());

        List<String> found = invalidation.check(attempt).findings().stream()
                .map(Finding::code)
                .toList();
        Progress.Settled end = toTheEnd(invalidation, attempt);

        assertThat(found).containsExactly("BROWSER_CACHES");
        assertThat(Instant.parse(end.facts().get("completed"))).isEqualTo(attempt.now());
        List<String> paths = new ArrayList<>();
        for (String id : end.facts().getOrDefault("invalidations", "").split(" ", -1)) {
            paths.addAll(invalidation(site, id).invalidationBatch().paths().items());
        }
        assertThat(paths).containsExactly("/a/*", "/%C3%BCber%20uns");
    }

    private Progress.Settled toTheEnd(Action action, TestAttempt attempt) {
        for (int looks = 0; looks < 100; looks++) {
            Progress progress = action.reconcile(attempt);
            if (progress instanceof Progress.Settled settled) {
                return settled;
            }
            assertThat(progress).isNotInstanceOf(Progress.Failed.class);
            attempt.remember(memo(progress));
            subject().pass(Duration.ofSeconds(10));
        }
        throw new AssertionError("the invalidation did not end");
    }

    private static Memo memo(Progress progress) {
        return progress instanceof Progress.Serving serving ? serving.memo() : ((Progress.Pending) progress).memo();
    }
}
