package dev.rollback.aws.s3;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.target.Assessment;
import dev.rollback.target.Change;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Finding;
import dev.rollback.target.Memo;
import dev.rollback.target.Position;
import dev.rollback.target.Progress;
import org.junit.jupiter.api.Test;

/** Rolling a live prefix back to a release, call by call. */
class S3ReleaseRunTest extends ReleaseWorld {

    @Test
    void a_preview_says_what_it_takes_and_writes_nothing() {
        goodThenBad();

        Assessment assessment = site.check(to("v1"), look);

        assertThat(assessment.findings()).noneMatch(finding -> finding.level() == Finding.Level.HARD);
        assertThat(assessment.path().get(0)).contains("2 keys: 2 to bring back (8 bytes)");
        assertThat(assessment.permissions())
                .anyMatch(permission -> permission.resource().equals("arn:aws:s3:::shop/releases/*"))
                .anyMatch(permission -> permission.resource().equals("arn:aws:s3:::shop/live/*"));
        assertThat(look.writes()).isEmpty();
    }

    @Test
    void a_release_that_lost_objects_since_it_was_named_is_refused() {
        goodThenBad();
        Change change = to("v1");
        shop.now(write -> write.delete("releases/v1/a.js"));

        assertThat(codes(change)).contains("RELEASE_INCOMPLETE");
    }

    @Test
    void a_release_of_other_names_is_a_finding() {
        goodThenBad();
        shop.ago(ofDays(1), write -> write.put("releases/odd/deep/a.js", "x"));

        assertThat(codes(to("odd"))).contains("RELEASE_UNLIKE");
    }

    // going there

    @Test
    void an_object_of_the_same_bytes_is_not_copied_though_its_tag_is_another() {
        shop.ago(
                ofDays(1),
                write -> write.put("releases/v1/a.js", "the same")
                        .put("live/a.js", "the same")
                        .parts(2));

        Progress end = driver.toTheEnd(site, to("v1"));

        assertThat(end).isInstanceOf(Progress.Settled.class);
        assertThat(look.writes()).isEmpty();
    }

    @Test
    void an_object_of_the_same_size_and_other_bytes_is_copied() {
        shop.ago(
                ofDays(1),
                write -> write.put("releases/v1/a.js", "good")
                        .put("live/a.js", "evil")
                        .parts(2));

        driver.toTheEnd(site, to("v1"));

        assertThat(shop.live()).containsEntry("live/a.js", "good");
    }

    @Test
    void an_entry_point_of_the_same_bytes_is_not_copied_after_it_was_put_off() {
        shop.ago(
                ofDays(1),
                write -> write.put("releases/v1/index.html", "the same")
                        .put("live/index.html", "the same")
                        .parts(2));

        Progress end = driver.toTheEnd(site, to("v1"));

        assertThat(end).isInstanceOf(Progress.Settled.class);
        assertThat(look.writes()).isEmpty();
    }

    /** A lifecycle rule or a person takes the release away while it is being applied: users must not lose what they have. */
    @Test
    void a_release_that_vanishes_under_way_removes_nothing() {
        goodThenBad();
        Change change = to("v1");
        shop.now(write -> write.delete("releases/v1/a.js").delete("releases/v1/index.html"));

        Progress end = driver.toTheEnd(site, change);

        assertThat(end)
                .isInstanceOfSatisfying(
                        Progress.Failed.class,
                        failed -> assertThat(failed.reason())
                                .contains("Release releases/v1/ of bucket shop has 0 keys now")
                                .contains("expected at least the 2")
                                .contains("Upload the release again"));
        assertThat(shop.live()).containsEntry("live/a.js", "worse").containsEntry("live/index.html", "worse");
        assertThat(look.writes()).isEmpty();
    }

    @Test
    void a_key_that_somebody_wrote_meanwhile_is_left_to_them_and_named() {
        goodThenBad();
        Change change = to("v1");
        clock.advance(ofMinutes(1));
        world.clock().advance(ofMinutes(1));
        shop.now(write -> write.put("live/a.js", "a hot fix"));

        Progress end = driver.toTheEnd(site, change);

        assertThat(end).isInstanceOfSatisfying(Progress.Failed.class, failed -> {
            assertThat(failed.kind()).isEqualTo(FailureKind.CONFLICT);
            assertThat(failed.reason()).contains("live/a.js").contains("somebody wrote version");
        });
        assertThat(shop.live()).containsEntry("live/a.js", "a hot fix").containsEntry("live/index.html", "good");
    }

    @Test
    void an_archived_object_of_the_release_fails_by_name() {
        goodThenBad();
        shop.ago(ofDays(30), write -> write.put("releases/v1/old.bin", "cold").storageClass("GLACIER"));

        Progress end = driver.toTheEnd(site, to("v1"));

        assertThat(end)
                .isInstanceOfSatisfying(
                        Progress.Failed.class,
                        failed -> assertThat(failed.reason())
                                .contains("live/old.bin")
                                .contains("archived in GLACIER"));
        assertThat(shop.live()).containsEntry("live/a.js", "good");
    }

    @Test
    void where_it_stands_is_told_from_both_prefixes() {
        goodThenBad();
        Change change = to("v1");

        Position before = site.locate(change, look).position();
        driver.toTheEnd(site, change);
        Position after = site.locate(change, look).position();

        assertThat(before).isEqualTo(Position.FROM);
        assertThat(after).isEqualTo(Position.TO);
    }

    // taking back

    @Test
    void taking_it_back_puts_each_key_back_as_it_was_found() {
        goodThenBad();
        shop.ago(ofMinutes(20), write -> write.put("live/only-bad.js", "added"));
        Change change = to("v1");
        driver.toTheEnd(site, change);

        look.remember(Memo.empty());
        Progress end = driver.toTheEnd(site, change.reversed());

        assertThat(end).isInstanceOf(Progress.Settled.class);
        assertThat(shop.live())
                .containsEntry("live/a.js", "worse")
                .containsEntry("live/index.html", "worse")
                .containsEntry("live/only-bad.js", "added");
        assertThat(shop.lost()).isZero();
    }

    @Test
    void it_can_be_taken_back_though_the_release_is_gone() {
        goodThenBad();
        Change change = to("v1");
        driver.toTheEnd(site, change);
        shop.now(write -> write.delete("releases/v1/a.js").delete("releases/v1/index.html"));

        look.remember(Memo.empty());
        driver.toTheEnd(site, change.reversed());

        assertThat(shop.live()).containsEntry("live/a.js", "worse").containsEntry("live/index.html", "worse");
    }

    @Test
    void its_patience_covers_the_grace() {
        assertThat(site.removeAfter(ofHours(1)).patience()).isGreaterThan(ofHours(2));
    }

    @Test
    void a_release_is_not_put_over_what_was_written_since_it_was_looked_at() {
        goodThenBad();
        Change previewed = to("v1");
        clock.advance(ofMinutes(30));
        world.clock().advance(ofMinutes(30));
        shop.now(fix -> fix.put("live/a.js", "fixed"));

        Progress end = driver.toTheEnd(site, previewed);

        assertThat(end).isInstanceOf(Progress.Failed.class);
        assertThat(shop.live()).containsEntry("live/a.js", "fixed").containsEntry("live/index.html", "good");
    }
}
