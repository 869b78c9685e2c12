package dev.rollback;

import static dev.rollback.HandTime.NOON;
import static dev.rollback.VersionSelector.asOf;
import static dev.rollback.VersionSelector.exactly;
import static dev.rollback.VersionSelector.previous;
import static dev.rollback.VersionSelector.stepsBack;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.target.Standing;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What becomes of a version that a person names: by id, by steps, by time. */
class NamedChoiceTest extends ChoiceScene {

    @Test
    void what_a_person_names_is_taken_and_what_speaks_against_it_is_said() {
        incident = ago(ofMinutes(20));
        served(
                now("45", ofMinutes(5)),
                live("44", ofMinutes(10), ofMinutes(5)),
                live("43", ofMinutes(70), ofMinutes(30)),
                live("42", ofDays(3), ofMinutes(70)),
                live("41", ofDays(9), ofDays(3)).standing(Standing.UNUSABLE, "its image is gone"));

        assertThat(lines(choose(exactly("44"))))
                .containsExactly(
                        "WARNING SUSPECT: 44 of api went live after the incident began. It is taken because the"
                                + " plan names it.");
        assertThat(lines(choose(exactly("43"))))
                .containsExactly("NOTE UNPROVEN_BUT_NAMED: 43 of api is not proven: served for 40 min only, the soak is"
                        + " 1 h.");
        assertThat(lines(choose(exactly("42")))).isEmpty();
        assertThat(lines(choose(exactly("41"))))
                .containsExactly("HARD UNUSABLE: api cannot serve 41: its image is gone. Choose another version.");
        assertThat(lines(choose(exactly("40"))))
                .containsExactly("HARD NO_SUCH_VERSION: api has no version 40. Name one that it has; a preview with"
                        + " previous() lists candidates.");
    }

    @Test
    void what_serves_may_be_named_and_then_nothing_is_to_be_done() {
        served(now("42", ofMinutes(5)));

        StepPreview step = choose(exactly("42"));

        assertThat(step.isThere()).isTrue();
        assertThat(lines(step))
                .containsExactly(
                        "WARNING SUSPECT: 42 of api is the current one. It is taken because the plan names it.");
    }

    @Test
    void steps_back_count_different_contents() {
        served(
                now("4", ofMinutes(5)),
                as("3b", live("3", ofMinutes(6), ofMinutes(5))),
                live("3", ofMinutes(7), ofMinutes(6)),
                live("4", ofMinutes(8), ofMinutes(7)),
                live("2", ofDays(3), ofMinutes(8)));

        assertThat(chosen(choose(stepsBack(1)))).isEqualTo("3b");
        assertThat(chosen(choose(stepsBack(2)))).isEqualTo("2");
        assertThat(lines(choose(stepsBack(3))))
                .containsExactly(
                        "HARD NO_SUCH_VERSION: stepsBack(3) of api: only 2 different versions before the current"
                                + " one are known. Go back fewer steps, or name a version with exactly(id).");
    }

    @Test
    void steps_back_may_be_many() {
        api.history = look -> Stream.iterate(1, i -> i + 1).map(i -> live("v" + i, ofDays(i + 1L), ofDays(i)));

        assertThat(chosen(choose(stepsBack(40)))).isEqualTo("v40");
    }

    @Test
    void as_of_takes_what_served_then() {
        served(now("42", ofMinutes(10)), live("41", ofDays(3), ofMinutes(10)), live("40", ofDays(9), ofDays(3)));

        StepPreview step = choose(asOf(ago(ofDays(4))));

        assertThat(chosen(step)).isEqualTo("40");
        assertThat(step.choice()).extracting(Choice::evidence).isEqualTo("served at 2026-11-16 12:00:00 UTC");
        assertThat(step.findings()).isEmpty();
    }

    @Test
    void as_of_says_of_no_version_that_it_served_when_that_is_not_known() {
        api.then = Optional.of(Version.of("spring", "spring", Tenure.unknown("a snapshot")));

        StepPreview step = choose(asOf(ago(ofDays(4))));

        assertThat(chosen(step)).isEqualTo("spring");
        assertThat(step.choice()).extracting(Choice::evidence).isEqualTo("the answer for 2026-11-16 12:00:00 UTC");
    }

    @Test
    void as_of_in_the_future_or_before_all_that_is_known_chooses_nothing() {
        served(now("42", ofMinutes(10)), live("41", ofDays(3), ofMinutes(10)));

        assertThat(lines(choose(asOf(NOON.plusSeconds(1)))))
                .containsExactly("HARD INSTANT_IN_FUTURE: asOf(2026-11-20T12:00:01Z) of api is after now,"
                        + " 2026-11-20T12:00:00Z. Give a time before the bad release.");
        assertThat(lines(choose(asOf(ago(ofDays(4))))))
                .containsExactly(
                        "HARD NOT_KNOWN_THEN: What api served at 2026-11-16T12:00:00Z is not known. Give a time"
                                + " that its history covers, or name a version with exactly(id).");
    }

    @Test
    void as_of_inside_a_burst_offers_both_edges() {
        served(
                now("44", ofMinutes(30)),
                live("43", ofMinutes(34), ofMinutes(30)),
                live("42", ofMinutes(38), ofMinutes(34)),
                live("41", ofDays(3), ofMinutes(38)));

        StepPreview step = choose(asOf(ago(ofMinutes(36))));

        assertThat(chosen(step)).isEqualTo("42");
        assertThat(lines(step))
                .first()
                .isEqualTo("SOFT INSTANT_IN_BURST: At 2026-11-20T11:24:00Z api was in the middle of changes from"
                        + " 2026-11-20T11:22:00Z to 2026-11-20T11:30:00Z. Take the time before them,"
                        + " asOf(2026-11-20T11:21:59.999Z), or after them, asOf(2026-11-20T11:30:00Z); or override.");
    }

    @Test
    void as_of_between_changes_that_are_far_apart_is_no_burst() {
        served(
                now("44", ofMinutes(30)),
                live("43", ofMinutes(36), ofMinutes(30)),
                live("42", ofDays(3), ofMinutes(36)));

        assertThat(lines(choose(asOf(ago(ofMinutes(33)))))).noneMatch(line -> line.contains("INSTANT_IN_BURST"));
        assertThat(lines(choose(asOf(ago(ofMinutes(20)))))).noneMatch(line -> line.contains("INSTANT_IN_BURST"));
    }

    @Test
    void a_plan_as_of_a_time_takes_all_targets_there_that_say_nothing_else() {
        served(now("42", ofMinutes(10)), live("41", ofDays(3), ofMinutes(10)), live("40", ofDays(9), ofDays(3)));
        RollbackPlan plan = RollbackPlan.named("checkout")
                .asOf(ago(ofDays(4)))
                .rollBack("api", api)
                .rollBack("other", api, step -> step.to(previous()))
                .build();

        Preview preview = bench.engine.preview(plan);

        assertThat(preview.step("api").map(ChoiceScene::chosen)).contains("40");
        assertThat(preview.step("other").map(ChoiceScene::chosen)).contains("41");
    }
}
