package dev.rollback.aws.cloudfront;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.aws.sdk.TestAttempt;
import dev.rollback.aws.sdk.TestDriver;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetException;
import dev.rollback.testkit.cloudfront.FakeInvalidation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/** What becomes of an invalidation, call by call. */
class InvalidationTest {

    private final CloudFrontWorld world = new CloudFrontWorld();
    private final TestDriver driver = world.driver();

    private static Progress.Settled settled(Progress progress) {
        assertThat(progress).isInstanceOf(Progress.Settled.class);
        return (Progress.Settled) progress;
    }

    @Test
    void it_serves_when_accepted_and_is_settled_when_complete() {
        Instant began = world.clock.instant();

        Progress end = driver.toTheEnd(world.invalidation("/index.html"));

        FakeInvalidation made = world.site.invalidations().get(0);
        assertThat(made.paths()).containsExactly("/index.html");
        assertThat(made.callerReference()).isEqualTo("change-1-1");
        assertThat(driver.seen().get(0)).isInstanceOf(Progress.Serving.class);
        assertThat(((Progress.Serving) driver.seen().get(0)).evidence())
                .isEqualTo("CloudFront has accepted the invalidation of 1 path on distribution E1234567890ABC: its edge"
                        + " locations drop their copies");
        assertThat(settled(end).evidence())
                .isEqualTo("CloudFront has completed the invalidation of 1 path on distribution E1234567890ABC");
        assertThat(world.clock.instant()).isBetween(began.plusSeconds(60), began.plusSeconds(66));
        assertThat(driver.attempt().writes()).containsExactly("cloudfront:CreateInvalidation");
    }

    @Test
    void it_hands_on_when_all_was_complete_and_the_ids() {
        Progress.Settled end = settled(driver.toTheEnd(world.invalidation("/index.html", "/assets/*")));

        List<String> ids =
                world.site.invalidations().stream().map(FakeInvalidation::id).toList();
        assertThat(end.facts())
                .containsEntry("completed", world.clock.instant().toString())
                .containsEntry("invalidations", String.join(" ", ids))
                .hasSize(2);
        assertThat(Instant.parse(end.facts().get("completed")))
                .isAfterOrEqualTo(world.site.invalidations().get(1).completesAt());
    }

    @Test
    void many_paths_are_asked_for_one_batch_a_call() {
        List<String> paths = new ArrayList<>(CloudFrontWorld.pages(2_500));
        paths.addAll(CloudFrontWorld.folders(6));
        Invalidation invalidation = world.invalidation(paths);

        Progress first = invalidation.reconcile(driver.attempt());
        int afterOne = world.site.invalidations().size();
        Progress end = driver.toTheEnd(invalidation);

        assertThat(afterOne).isEqualTo(1);
        assertThat(((Progress.Pending) first).why())
                .isEqualTo(
                        "CloudFront has accepted part 1 of the invalidation of 2,506 paths on distribution E1234567890ABC, in 5 parts");
        assertThat(((Progress.Pending) first).share()).isEqualTo(0.2);
        assertThat(world.site.invalidations())
                .extracting(FakeInvalidation::callerReference)
                .containsExactly("change-1-1", "change-1-2", "change-1-3", "change-1-4", "change-1-5");
        assertThat(world.site.invalidations().stream()
                        .mapToInt(made -> made.paths().size())
                        .sum())
                .isEqualTo(2_506);
        assertThat(settled(end).evidence())
                .isEqualTo(
                        "CloudFront has completed the invalidation of 2,506 paths on distribution E1234567890ABC, in 5 parts");
    }

    @Test
    void what_was_seen_to_be_complete_is_not_looked_at_again() {
        world.site.invalidationsTake(Duration.ofSeconds(2));
        Invalidation invalidation = world.invalidation("/a/*", "/index.html");
        TestAttempt attempt = driver.attempt();
        attempt.remember(memo(invalidation.reconcile(attempt)));
        world.site.invalidationsTake(CloudFrontWorld.A_MINUTE);
        attempt.remember(memo(invalidation.reconcile(attempt)));
        world.clock.advance(Duration.ofSeconds(3));

        Progress half = invalidation.reconcile(attempt);
        attempt.remember(memo(half));
        invalidation.reconcile(attempt);

        assertThat(memo(half).get("completed")).hasValue("1");
        assertThat(attempt.reads()).as("both, then the second alone").hasSize(3);
    }

    private static Memo memo(Progress progress) {
        return progress instanceof Progress.Pending pending ? pending.memo() : ((Progress.Serving) progress).memo();
    }

    @Test
    void it_waits_while_there_is_no_room_beside_invalidations_of_others() {
        world.site.someoneInvalidates(CloudFrontWorld.folders(15));

        Progress end = driver.toTheEnd(world.invalidation("/*"));

        assertThat(driver.seen().get(0))
                .isEqualTo(Progress.pending(
                        "waits for room beside the invalidations in progress on distribution E1234567890ABC: CloudFront"
                                + " carries out 3,000 paths and 15 wildcards at once (TooManyInvalidationsInProgress)",
                        0,
                        Memo.empty(),
                        Duration.ofSeconds(15)));
        assertThat(settled(end).facts()).containsKey("completed");
        assertThat(driver.failures()).isEmpty();
    }

    @Test
    void files_are_not_held_up_by_wildcards_for_which_there_is_no_room_later() {
        Invalidation invalidation = world.invalidation("/a/*", "/index.html");
        TestAttempt attempt = driver.attempt();
        attempt.remember(memo(invalidation.reconcile(attempt)));
        world.site.someoneInvalidates(CloudFrontWorld.folders(14));

        Progress accepted = invalidation.reconcile(attempt);

        assertThat(accepted).isInstanceOf(Progress.Serving.class);
    }

    @Test
    void a_lost_answer_invalidates_nothing_twice() {
        world.between.failsAfter("CreateInvalidation", ApiCallTimeoutException.create(10_000));

        Progress end = driver.toTheEnd(world.invalidation("/*"));

        settled(end);
        assertThat(driver.failures())
                .extracting(TargetException::kind)
                .containsExactly(TargetException.Kind.UNKNOWN_OUTCOME);
        assertThat(world.site.invalidations()).hasSize(1);
    }

    @Test
    void a_crash_after_any_call_invalidates_nothing_twice() {
        Invalidation invalidation = world.invalidation("/a/*", "/index.html");
        for (int crash = 0; crash < 4; crash++) {
            invalidation.reconcile(driver.attempt());
        }

        settled(driver.toTheEnd(world.invalidation("/index.html", "/a/*")));

        assertThat(world.site.invalidations())
                .extracting(FakeInvalidation::callerReference)
                .containsExactly("change-1-1", "change-1-2");
    }

    @Test
    void a_plan_that_was_resumed_with_other_paths_says_so() {
        world.invalidation("/index.html").reconcile(driver.attempt());

        Progress end = driver.toTheEnd(world.invalidation("/index.html", "/about.html"));

        assertThat(end)
                .isEqualTo(Progress.failed(
                        FailureKind.ENVIRONMENT,
                        "CloudFront already has an invalidation of distribution E1234567890ABC with the reference"
                                + " change-1-1, and for other paths: expected those of this plan, /about.html, /index.html."
                                + " The paths of the plan have changed since the run began. Invalidate what is missing in a"
                                + " run of its own."));
        assertThat(world.site.invalidations()).hasSize(1);
    }

    @Test
    void an_invalidation_that_does_not_show_yet_is_looked_at_again() {
        Invalidation invalidation = world.invalidation("/*");
        driver.attempt().remember(memo(invalidation.reconcile(driver.attempt())));
        world.between.failsBefore("GetInvalidation", CloudFrontWorld.error(404, "NoSuchInvalidation"));

        Progress unseen = invalidation.reconcile(driver.attempt());

        assertThat(unseen).isInstanceOf(Progress.Serving.class);
        settled(driver.toTheEnd(invalidation));
    }

    @Test
    void a_distribution_that_is_gone_is_missing_and_named() {
        world.cloudFront.delete(CloudFrontWorld.SITE);

        assertThatThrownBy(() -> driver.toTheEnd(world.invalidation("/*")))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("cloudfront:CreateInvalidation on distribution E1234567890ABC")
                .extracting(e -> ((TargetException) e).kind())
                .isEqualTo(TargetException.Kind.MISSING);
    }

    @Test
    void it_is_settled_when_accepted_where_nobody_wants_to_wait() {
        Instant began = world.clock.instant();

        Progress.Settled end = settled(driver.toTheEnd(world.invalidation("/*").settledWhenAccepted()));

        assertThat(world.clock.instant()).isBefore(began.plusSeconds(5));
        assertThat(end.facts()).containsOnlyKeys("invalidations");
        assertThat(end.evidence()).endsWith("; that is not waited for");
        assertThat(driver.attempt().reads()).isEmpty();
    }

    @Test
    void encoded_paths_are_sent() {
        driver.toTheEnd(world.invalidation("/münchen/karte 1.html"));

        assertThat(world.site.invalidations().get(0).paths()).containsExactly("/m%C3%BCnchen/karte%201.html");
    }

    @Test
    void no_path_is_refused_where_it_is_given() {
        assertThatThrownBy(() -> world.invalidation())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "An invalidation of E1234567890ABC names no path: expected at least one. Write /* for all there"
                                + " is.");
    }
}
