package dev.rollback.testkit.cloudfront;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rollback.testkit.account.FakeAccount;
import dev.rollback.testkit.account.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudfront.model.BatchTooLargeException;
import software.amazon.awssdk.services.cloudfront.model.Distribution;
import software.amazon.awssdk.services.cloudfront.model.InconsistentQuantitiesException;
import software.amazon.awssdk.services.cloudfront.model.InvalidArgumentException;
import software.amazon.awssdk.services.cloudfront.model.Invalidation;
import software.amazon.awssdk.services.cloudfront.model.InvalidationList;
import software.amazon.awssdk.services.cloudfront.model.InvalidationSummary;
import software.amazon.awssdk.services.cloudfront.model.MissingBodyException;
import software.amazon.awssdk.services.cloudfront.model.NoSuchDistributionException;
import software.amazon.awssdk.services.cloudfront.model.NoSuchInvalidationException;
import software.amazon.awssdk.services.cloudfront.model.TooManyInvalidationsInProgressException;

class FakeCloudFrontTest {
    private static final String SITE = "E1234567890ABC";
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private final TestClock clock = new TestClock();
    private final FakeCloudFront cloudFront = new FakeCloudFront(new FakeAccount(clock, "eu-west-1", "123456789012"));
    private final FakeDistribution site =
            cloudFront.distribution(SITE).alias("www.example.com").invalidationsTake(A_MINUTE);

    private Invalidation invalidate(String reference, String... paths) {
        return invalidate(reference, List.of(paths));
    }

    private Invalidation invalidate(String reference, List<String> paths) {
        return cloudFront
                .createInvalidation(request -> request.distributionId(SITE)
                        .invalidationBatch(batch -> batch.callerReference(reference)
                                .paths(said -> said.quantity(paths.size()).items(paths))))
                .invalidation();
    }

    private Invalidation invalidation(String id) {
        return cloudFront
                .getInvalidation(request -> request.distributionId(SITE).id(id))
                .invalidation();
    }

    private static List<String> paths(int count) {
        return IntStream.range(0, count).mapToObj(number -> "/page-" + number).toList();
    }

    private static List<String> wildcards(int count) {
        return IntStream.range(0, count).mapToObj(number -> "/" + number + "/*").toList();
    }

    @Test
    void a_distribution_tells_its_names_and_whether_it_is_enabled_and_deployed() {
        site.domain("d111111abcdef8.cloudfront.net").deployingFor(A_MINUTE);

        Distribution deploying =
                cloudFront.getDistribution(request -> request.id(SITE)).distribution();
        clock.advance(A_MINUTE);
        site.disabled();
        Distribution disabled =
                cloudFront.getDistribution(request -> request.id(SITE)).distribution();

        assertThat(deploying.domainName()).isEqualTo("d111111abcdef8.cloudfront.net");
        assertThat(deploying.arn()).isEqualTo("arn:aws:cloudfront::123456789012:distribution/" + SITE);
        assertThat(deploying.distributionConfig().aliases().items()).containsExactly("www.example.com");
        assertThat(deploying.distributionConfig().enabled()).isTrue();
        assertThat(deploying.status()).isEqualTo("InProgress");
        assertThat(disabled.status()).isEqualTo("Deployed");
        assertThat(disabled.distributionConfig().enabled()).isFalse();
    }

    @Test
    void an_unknown_distribution_is_not_there_for_any_call() {
        cloudFront.delete(SITE);

        assertThatThrownBy(() -> cloudFront.getDistribution(request -> request.id(SITE)))
                .isInstanceOf(NoSuchDistributionException.class);
        assertThatThrownBy(() -> invalidate("one", "/*")).isInstanceOf(NoSuchDistributionException.class);
        assertThatThrownBy(() -> invalidation("I1")).isInstanceOf(NoSuchDistributionException.class);
        AwsServiceException failure = catchThrowableOfType(
                AwsServiceException.class, () -> cloudFront.listInvalidations(request -> request.distributionId(SITE)));
        assertThat(failure.statusCode()).isEqualTo(404);
        assertThat(failure.awsErrorDetails().errorCode()).isEqualTo("NoSuchDistribution");
    }

    @Test
    void a_scene_wants_the_id_of_a_distribution() {
        assertThatThrownBy(() -> cloudFront.distribution("www.example.com"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The scene of a distribution was given a malformed id: expected an E and up to 31 capitals"
                        + " and digits, such as E1234567890ABC, got 'www.example.com'. Pass the id, not a domain name or"
                        + " an ARN.");
    }

    @Test
    void an_invalidation_is_in_progress_until_its_time_has_passed() {
        String id = invalidate("one", "/index.html").id();

        clock.advance(A_MINUTE.minusMillis(1));
        String before = invalidation(id).status();
        clock.advance(Duration.ofMillis(1));
        String after = invalidation(id).status();

        assertThat(before).isEqualTo("InProgress");
        assertThat(after).isEqualTo("Completed");
        assertThat(invalidation(id).createTime()).isEqualTo(TestClock.NOON);
        assertThat(invalidation(id).invalidationBatch().paths().items()).containsExactly("/index.html");
    }

    @Test
    void an_unknown_invalidation_is_not_there() {
        AwsServiceException failure = catchThrowableOfType(AwsServiceException.class, () -> invalidation("I1"));

        assertThat(failure).isInstanceOf(NoSuchInvalidationException.class);
        assertThat(failure.statusCode()).isEqualTo(404);
    }

    @Test
    void a_caller_reference_that_was_used_answers_the_invalidation_it_made() {
        Invalidation first = invalidate("one", "/a", "/b");

        clock.advance(A_MINUTE);
        Invalidation again = invalidate("one", "/a", "/b");

        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.status()).isEqualTo("Completed");
        assertThat(site.invalidations()).hasSize(1);
    }

    @Test
    void a_caller_reference_that_was_used_for_other_paths_is_refused() {
        invalidate("one", "/a");

        AwsServiceException failure = catchThrowableOfType(AwsServiceException.class, () -> invalidate("one", "/b"));

        assertThat(failure.statusCode()).isEqualTo(400);
        assertThat(failure.awsErrorDetails().errorCode()).isEqualTo("InvalidationBatchAlreadyExists");
        assertThat(site.invalidations()).hasSize(1);
    }

    @Test
    void the_quantity_has_to_be_that_of_the_paths() {
        assertThatThrownBy(() -> cloudFront.createInvalidation(request -> request.distributionId(SITE)
                        .invalidationBatch(batch -> batch.callerReference("one")
                                .paths(said -> said.quantity(2).items("/a")))))
                .isInstanceOf(InconsistentQuantitiesException.class);
    }

    @Test
    void a_batch_needs_paths_and_a_reference() {
        assertThatThrownBy(() -> cloudFront.createInvalidation(request -> request.distributionId(SITE)))
                .isInstanceOf(MissingBodyException.class);
        assertThatThrownBy(() -> invalidate("one")).isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> invalidate("", "/a")).isInstanceOf(InvalidArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "index.html",
                "",
                "*",
                "/a*/b",
                "/a**",
                "/with space",
                "/münchen",
                "/100%",
                "/%4",
                "/a#b",
                "/~user",
                "/\"x\"",
                "/a\nb"
            })
    void a_path_that_is_not_one_is_refused(String path) {
        AwsServiceException failure = catchThrowableOfType(AwsServiceException.class, () -> invalidate("one", path));

        assertThat(failure).isInstanceOf(InvalidArgumentException.class);
        assertThat(failure.statusCode()).isEqualTo(400);
        assertThat(failure.awsErrorDetails().errorMessage())
                .isEqualTo("Your request contains one or more invalid invalidation paths.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/*", "/a*", "/a/b.html?x=1&y=2", "/m%C3%BCnchen", "/with%20space", "/a+b;c:d@e,f(g)!h'i"})
    void a_path_that_is_one_is_taken(String path) {
        Invalidation made = invalidate("one", path);

        assertThat(made.invalidationBatch().paths().items()).containsExactly(path);
    }

    @Test
    void a_path_has_at_most_4000_characters() {
        invalidate("long", "/" + "a".repeat(3_999));
        invalidate("encoded", "/" + "%20".repeat(1_333));

        assertThatThrownBy(() -> invalidate("longer", "/" + "a".repeat(4_000)))
                .isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void individual_paths_beyond_3000_in_progress_are_too_many_until_others_are_complete() {
        invalidate("one", paths(2_000));

        AwsServiceException failure =
                catchThrowableOfType(AwsServiceException.class, () -> invalidate("two", paths(1_001)));
        invalidate("three", paths(1_000));
        clock.advance(A_MINUTE);
        invalidate("two", paths(1_001));

        assertThat(failure).isInstanceOf(TooManyInvalidationsInProgressException.class);
        assertThat(failure.statusCode()).isEqualTo(400);
        assertThat(failure.awsErrorDetails().errorCode()).isEqualTo("TooManyInvalidationsInProgress");
        assertThat(failure.isThrottlingException()).isFalse();
        assertThat(site.invalidations()).hasSize(3);
    }

    @Test
    void wildcards_beyond_15_in_progress_are_too_many_and_are_counted_apart() {
        site.someoneInvalidates(wildcards(15));

        invalidate("one", paths(3_000));
        AwsServiceException failure = catchThrowableOfType(AwsServiceException.class, () -> invalidate("two", "/*"));

        assertThat(failure).isInstanceOf(TooManyInvalidationsInProgressException.class);
        assertThat(failure.awsErrorDetails().errorMessage()).contains("wildcard invalidations");
    }

    @Test
    void a_batch_of_more_than_3000_individual_paths_is_too_large() {
        AwsServiceException failure =
                catchThrowableOfType(AwsServiceException.class, () -> invalidate("one", paths(3_001)));

        assertThat(failure).isInstanceOf(BatchTooLargeException.class);
        assertThat(failure.statusCode()).isEqualTo(413);
    }

    @Test
    void invalidations_are_listed_newest_first_in_pages() {
        List<String> made = new ArrayList<>();
        for (int number = 0; number < 5; number++) {
            made.add(0, invalidate("reference-" + number, "/" + number).id());
        }

        InvalidationList first = list(null, "2");
        InvalidationList second = list(first.nextMarker(), "2");
        InvalidationList last = list(second.nextMarker(), "2");

        assertThat(first.items()).extracting(InvalidationSummary::id).isEqualTo(made.subList(0, 2));
        assertThat(first.isTruncated()).isTrue();
        assertThat(second.items()).extracting(InvalidationSummary::id).isEqualTo(made.subList(2, 4));
        assertThat(last.items()).extracting(InvalidationSummary::id).isEqualTo(made.subList(4, 5));
        assertThat(last.isTruncated()).isFalse();
        assertThat(last.nextMarker()).isNull();
    }

    @Test
    void a_page_holds_at_most_100_and_a_marker_has_to_be_one_that_was_given() {
        IntStream.range(0, 101).forEach(number -> invalidate("reference-" + number, "/" + number));

        assertThat(list(null, null).items()).hasSize(100);
        assertThat(list(null, "1000").items()).hasSize(100);
        assertThatThrownBy(() -> list("nowhere", null)).isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> list(null, "0")).isInstanceOf(InvalidArgumentException.class);
    }

    private InvalidationList list(@Nullable String marker, @Nullable String size) {
        return cloudFront
                .listInvalidations(
                        request -> request.distributionId(SITE).marker(marker).maxItems(size))
                .invalidationList();
    }

    @Test
    void a_distribution_counts_what_is_in_progress() {
        invalidate("one", "/a");
        clock.advance(A_MINUTE.dividedBy(2));
        invalidate("two", "/b");

        int both = batches();
        clock.advance(A_MINUTE.dividedBy(2));
        int one = batches();

        assertThat(both).isEqualTo(2);
        assertThat(one).isEqualTo(1);
    }

    private int batches() {
        return cloudFront
                .getDistribution(request -> request.id(SITE))
                .distribution()
                .inProgressInvalidationBatches();
    }

    @Test
    void a_path_is_fresh_once_an_invalidation_that_covers_it_is_complete() {
        invalidate("one", "/index.html", "/assets/*");

        boolean early = site.isFresh("/index.html", TestClock.NOON);
        clock.advance(A_MINUTE);

        assertThat(early).isFalse();
        assertThat(site.isFresh("/index.html", TestClock.NOON)).isTrue();
        assertThat(site.isFresh("/assets/app.js", TestClock.NOON)).isTrue();
        assertThat(site.isFresh("/about.html", TestClock.NOON)).isFalse();
        assertThat(site.isFresh("/index.html", TestClock.NOON.plusMillis(1)))
                .as("what was fetched after the invalidation was accepted may be stale again")
                .isFalse();
    }

    @Test
    void it_belongs_to_no_region() {
        assertThat(cloudFront.serviceClientConfiguration().region()).isEqualTo(Region.AWS_GLOBAL);
    }
}
