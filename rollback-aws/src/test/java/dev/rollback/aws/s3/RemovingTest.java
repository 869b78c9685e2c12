package dev.rollback.aws.s3;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.target.Change;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** When what the bad release added goes. */
class RemovingTest {

    private final S3World world = new S3World().withSite();

    private List<Progress.Serving> servings() {
        return world.seen.stream()
                .filter(Progress.Serving.class::isInstance)
                .map(Progress.Serving.class::cast)
                .toList();
    }

    @Test
    void users_are_served_before_anything_goes() {
        world.options = target -> target;
        Instant[] removed = {Instant.MAX};
        world.hook = (call, after) -> {
            if (call.operation().equals("DeleteObjects") && !after) {
                removed[0] = world.clock.instant();
                assertThat(world.site.live())
                        .containsEntry("index.html", "good page")
                        .containsEntry("assets/new.js", "added");
            }
        };

        world.rollBack();

        assertThat(servings()).hasSizeGreaterThan(1);
        assertThat(Duration.between(since(), removed[0])).isBetween(ofMinutes(10), ofMinutes(11));
    }

    private Instant since() {
        return new Stand(servings().get(0).memo()).servingSince().orElseThrow();
    }

    @Test
    void people_are_told_what_will_go_and_when() {
        world.options = target -> target;

        world.rollBack();

        Instant when = Instants.whole(since().plus(ofMinutes(10)));
        assertThat(servings().get(1).evidence())
                .isEqualTo(
                        "bucket shop-frontend has the state of 2026-11-20T11:00:00Z: 4 keys brought back, 1 the same already;"
                                + " removes 2 keys at " + when);
    }

    @Test
    void the_grace_counts_from_the_end_of_the_invalidation_and_nothing_goes_before() {
        world.options = target -> target.removeOnceInvalidated("cdn");
        Change change = world.to(S3World.GOOD);
        Instant[] completed = {Instant.MAX};
        Instant[] removed = {Instant.MAX};
        world.hook = (call, after) -> {
            if (call.operation().equals("DeleteObjects")) {
                removed[0] = world.clock.instant();
            }
        };
        Progress.Serving waiting = driveToWaiting(change);
        assertThat(waiting.evidence()).endsWith("; removes 2 keys once cdn has completed and 10 min have passed");
        world.clock.advance(Duration.ofHours(1));
        completed[0] = world.clock.instant();
        world.attempt.found("cdn", "completed", completed[0].toString());

        world.drive(world.target(), change);

        assertThat(Duration.between(completed[0], removed[0])).isBetween(ofMinutes(10), ofMinutes(11));
    }

    private Progress.Serving driveToWaiting(Change change) {
        for (int i = 0; i < 50; i++) {
            Progress progress = world.target().reconcile(change, world.attempt);
            if (progress instanceof Progress.Serving serving) {
                world.attempt.remember(serving.memo());
                if (serving.evidence().contains("once cdn")) {
                    return serving;
                }
            } else if (progress instanceof Progress.Pending pending) {
                world.attempt.remember(pending.memo());
            }
        }
        throw new AssertionError("it does not wait");
    }

    @Test
    void what_is_written_during_the_grace_stays() {
        world.options = target -> target;
        world.hook = (call, after) -> {
            if (call.operation().equals("DeleteObjects") && !after) {
                world.site.now(release -> release.put("assets/new.js", "somebody's"));
            }
        };

        Progress end = world.rollBack();

        assertThat(end).isInstanceOf(Progress.Failed.class);
        assertThat(((Progress.Failed) end).reason()).contains("assets/new.js (somebody wrote version");
        assertThat(world.site.live())
                .containsEntry("assets/new.js", "somebody's")
                .doesNotContainKey("assets/newer.js");
    }

    @Test
    void a_grace_that_makes_no_sense_is_refused() {
        S3Objects target = world.target();

        assertThatThrownBy(() -> target.removeAfter(ofMinutes(-1)))
                .hasMessage(
                        "Removing from bucket shop-frontend after PT-1M: expected zero to a day. Choose the time for which"
                                + " caches may still refer to what goes.");
        assertThatThrownBy(() -> target.removeAfter(Duration.ofDays(2))).hasMessageContaining("PT48H");
        assertThatThrownBy(() -> target.removeOnceInvalidated(" "))
                .hasMessage(
                        "The step that invalidates the caches of bucket shop-frontend has no name: expected the name of a step"
                                + " of the plan, such as cdn. Leave it out if there is none.");
    }

    @Test
    void keys_that_xml_cannot_hold_keep_no_others_from_being_removed() {
        S3World odd = new S3World();
        odd.site.ago(Duration.ofDays(30), release -> release.put("a", "good"));
        odd.site.ago(ofMinutes(20), release -> {
            release.put("bad\u0001key", "x").put("bad\uFFFEkey", "x");
            for (int i = 0; i < 500; i++) {
                release.put("n" + i, "y");
            }
        });

        Progress end = odd.rollBack();

        assertThat(end).isInstanceOf(Progress.Settled.class);
        assertThat(odd.site.live()).containsOnlyKeys("a");
        assertThat(odd.calls.stream().filter("DeleteObject"::equals)).hasSize(2);
        assertThat(odd.calls.stream().filter("DeleteObjects"::equals)).hasSize(1);
    }

    @Test
    void an_odd_key_that_somebody_wrote_meanwhile_stays() {
        S3World odd = new S3World();
        odd.site.ago(Duration.ofDays(30), release -> release.put("a", "good"));
        odd.site.ago(ofMinutes(20), release -> release.put("bad\u0001key", "x"));
        odd.hook = (call, after) -> {
            if (!after && call.operation().equals("DeleteObject")) {
                odd.site.now(release -> release.put("bad\u0001key", "somebody's"));
            }
        };

        Progress end = odd.rollBack();

        assertThat(end).isInstanceOf(Progress.Failed.class);
        assertThat(odd.site.live()).containsEntry("bad\u0001key", "somebody's");
    }

    private static S3World uploads() {
        S3World shop = new S3World();
        shop.site.ago(Duration.ofDays(30), release -> release.put("a", "good"));
        shop.site.ago(ofMinutes(20), release -> {
            release.put("a", "bad");
            for (int i = 0; i < 1_500; i++) {
                release.put("uploads/" + i, "a user's");
            }
        });
        return shop;
    }

    @Test
    void more_removals_than_a_preview_had_time_to_see_are_not_made() {
        S3World shop = uploads();

        Progress end = shop.rollBack();

        assertThat(((Progress.Failed) end).kind()).isEqualTo(FailureKind.CONFLICT);
        assertThat(((Progress.Failed) end).reason())
                .startsWith(
                        "1,500 keys of bucket shop-frontend would be removed: expected at most 1,000 keys, because the"
                                + " preview saw 0 of them")
                .contains("Nothing was removed; what was brought back is in place.", "NOT_ONLY_DEPLOYS");
        assertThat(shop.site.live()).containsEntry("a", "good").hasSize(1_501);
    }

    @Test
    void what_a_preview_saw_and_somebody_accepted_is_removed() {
        S3World shop = uploads();
        S3Objects target = shop.target();
        Change change = shop.to(S3World.GOOD);
        assertThat(target.check(change, shop.look()).findings())
                .anyMatch(finding -> finding.code().equals("NOT_ONLY_DEPLOYS"));

        Progress end = shop.drive(target, change);

        assertThat(end).isInstanceOf(Progress.Settled.class);
        assertThat(shop.site.live()).containsOnlyKeys("a");
    }

    /** What was recorded in the ledger, and not remembered. */
    @Test
    void a_page_that_failed_keeps_all_in_place_though_the_process_died_before_it_remembered_that() {
        world.hook = (call, after) -> {
            if (!after
                    && call.request() instanceof CopyObjectRequest copy
                    && copy.destinationKey().equals("index.html")) {
                throw S3Exception.builder()
                        .statusCode(403)
                        .awsErrorDetails(AwsErrorDetails.builder()
                                .errorCode("AccessDenied")
                                .errorMessage("Access Denied")
                                .build())
                        .build();
            }
        };
        Change change = world.to(S3World.GOOD);
        S3Objects target = world.target();
        world.clock.advance(Duration.ofSeconds(2));
        Progress entries = target.reconcile(change, world.attempt);
        world.attempt.remember(((Progress.Pending) entries).memo());
        assertThat(new Stand(((Progress.Pending) entries).memo()).phase()).isEqualTo(Stand.Phase.ENTRIES);
        target.reconcile(change, world.attempt); // and nothing of it is remembered

        Progress end = world.drive(target, change);

        assertThat(end).isInstanceOf(Progress.Failed.class);
        assertThat(world.calls).doesNotContain("DeleteObjects");
        assertThat(world.site.live()).containsKeys("assets/new.js", "assets/newer.js");
        assertThat(servings()).isEmpty();
    }
}
