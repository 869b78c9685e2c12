package dev.rollback;

import static dev.rollback.VersionSelector.previous;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.target.Standing;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which version is the previous one, on what evidence. */
class VersionChoiceTest extends ChoiceScene {

    @Test
    void good_then_bad_goes_back_to_good() {
        served(now("42", ofMinutes(10)), live("41", ofDays(30), ofMinutes(10)));

        StepPreview step = choose(previous());

        assertThat(chosen(step)).isEqualTo("41");
        assertThat(step.findings()).isEmpty();
        assertThat(standings(step))
                .containsExactly("PROVEN 41: served for 29 d 23 h until 2026-11-20 11:50:00 UTC (test)");
        assertThat(step.choice())
                .extracting(Choice::evidence)
                .isEqualTo(step.to().orElseThrow().why());
    }

    @Test
    void good_bad_bad_bad_passes_over_what_served_too_shortly() {
        served(
                now("45", ofMinutes(5)),
                live("44", ofMinutes(20), ofMinutes(5)),
                live("43", ofMinutes(50), ofMinutes(20)),
                live("42", ofDays(9), ofMinutes(50)),
                live("41", ofDays(30), ofDays(9)));

        StepPreview step = choose(previous());

        assertThat(chosen(step)).isEqualTo("42");
        assertThat(standings(step))
                .containsExactly(
                        "PROVEN 42: served for 8 d 23 h until 2026-11-20 11:10:00 UTC (test)",
                        "UNPROVEN 44: served for 15 min only, the soak is 1 h",
                        "UNPROVEN 43: served for 30 min only, the soak is 1 h");
    }

    @Test
    void good_for_months_then_bad_goes_back_to_the_months() {
        served(now("42", ofMinutes(10)), live("41", ofDays(180), ofMinutes(10)));

        assertThat(chosen(choose(previous()))).isEqualTo("41");
    }

    @Test
    void what_served_for_exactly_the_soak_is_proven() {
        served(now("42", ofMinutes(10)), live("41", ofMinutes(70), ofMinutes(10)));

        assertThat(choose(previous()).to().orElseThrow().standing()).isEqualTo(Standing.PROVEN);
    }

    @Test
    void where_all_is_unproven_somebody_has_to_decide() {
        served(
                now("43", ofMinutes(5)),
                live("42", ofMinutes(20), ofMinutes(5)),
                Version.of("41", "41", Tenure.unknown("order of numbers")));

        StepPreview step = choose(previous());

        assertThat(chosen(step)).isEqualTo("42");
        assertThat(lines(step))
                .containsExactly("SOFT UNPROVEN: No earlier version of api is proven; the best is 42: served for 15 min"
                        + " only, the soak is 1 h. Override UNPROVEN with a reason, or name one: to(exactly(\"42\")),"
                        + " to(exactly(\"41\"))");
        assertThat(standings(step)).last().isEqualTo("UNPROVEN 41: when it served is not known: order of numbers");
    }

    @Test
    void what_is_not_known_to_have_ended_is_unproven() {
        served(now("42", ofMinutes(5)), now("41", ofDays(3)));

        assertThat(standings(choose(previous())))
                .containsExactly("UNPROVEN 41: when it was superseded is not known: test");
    }

    @Test
    void where_all_is_suspect_nothing_is_chosen() {
        incident = ago(ofHours(5));
        served(
                now("43", ofHours(1)),
                live("42", ofHours(4), ofHours(1)),
                live("41", ofDays(9), ofHours(4)).standing(Standing.UNUSABLE, "its image is gone"));

        StepPreview step = choose(previous());

        assertThat(chosen(step)).isEqualTo("none");
        assertThat(lines(step))
                .containsExactly(
                        "HARD NO_VERSION: Every earlier version of api is suspect, quarantined or unusable. Name"
                                + " one if you know better: to(exactly(\"42\"))");
        assertThat(standings(step))
                .containsExactly("SUSPECT 42: went live after the incident began", "UNUSABLE 41: its image is gone");
    }

    @Test
    void where_nothing_is_known_nothing_is_chosen() {
        served(now("42", ofHours(1)));

        assertThat(lines(choose(previous())))
                .containsExactly("HARD NO_VERSION: No version of api before 42 is known. Name one with exactly(id).");
    }

    @Test
    void a_bad_version_that_served_for_long_counts_as_proven_unless_the_incident_says_otherwise() {
        served(now("43", ofMinutes(20)), live("42", ofDays(3), ofMinutes(20)), live("41", ofDays(30), ofDays(3)));

        String without = chosen(choose(previous()));
        incident = ago(ofDays(2));
        StepPreview with = choose(previous());

        assertThat(without).isEqualTo("42");
        assertThat(chosen(with)).isEqualTo("41");
        assertThat(standings(with)).last().isEqualTo("SUSPECT 42: served when the incident began");
    }

    @Test
    void a_version_superseded_as_the_incident_began_is_not_its_cause() {
        incident = ago(ofMinutes(20));
        served(now("42", ofMinutes(20)), live("41", ofDays(30), ofMinutes(20)));

        assertThat(chosen(choose(previous()))).isEqualTo("41");
    }

    @Test
    void a_version_known_by_its_number_only_may_have_come_before_the_incident() {
        incident = ago(ofMinutes(20));
        served(now("42", ofMinutes(20)), Version.of("41", "41", Tenure.unknown("order of numbers")));

        assertThat(lines(choose(previous()))).singleElement().asString().startsWith("SOFT UNPROVEN: ");
    }

    @Test
    void content_that_served_twice_has_the_better_standing() {
        served(
                now("43", ofMinutes(5)),
                as("42", live("red", ofMinutes(20), ofMinutes(5))),
                live("blue", ofMinutes(40), ofMinutes(20)),
                as("41", live("red", ofDays(30), ofMinutes(40))));

        StepPreview step = choose(previous());

        assertThat(chosen(step)).isEqualTo("41");
        assertThat(standings(step)).hasSize(2);
    }

    @Test
    void content_put_back_by_hand_during_the_incident_is_as_good_as_it_was_before() {
        incident = ago(ofHours(2));
        served(
                now("bad", ofMinutes(30)),
                live("good", ofMinutes(90), ofMinutes(30)),
                live("bad", ofHours(3), ofMinutes(90)),
                live("good", ofDays(30), ofHours(3)));

        StepPreview step = choose(previous());

        assertThat(chosen(step)).isEqualTo("good");
        assertThat(step.findings()).isEmpty();
    }

    @Test
    void content_that_served_when_the_incident_began_does_not_gain_from_an_earlier_time() {
        incident = ago(ofHours(2));
        served(
                now("new", ofMinutes(30)),
                live("bad", ofHours(3), ofMinutes(30)),
                live("good", ofDays(9), ofHours(3)),
                live("bad", ofDays(30), ofDays(9)));

        assertThat(chosen(choose(previous()))).isEqualTo("good");
    }

    @Test
    void a_first_choice_whose_own_tasks_crashed_is_not_passed_over_in_silence() {
        served(
                now("43", ofMinutes(5)),
                live("42", ofMinutes(15), ofMinutes(5)).standing(Standing.SUSPECT, "its tasks exited with 137"),
                live("43", ofMinutes(40), ofMinutes(15)),
                live("42", ofDays(9), ofMinutes(40)),
                live("41", ofDays(30), ofDays(9)));

        StepPreview step = choose(previous());

        assertThat(chosen(step)).isEqualTo("41");
        assertThat(lines(step))
                .containsExactly(
                        "SOFT FIRST_CHOICE_FAILED: 42 of api served well before, but its tasks exited with 137;"
                                + " the next is 41. Override FIRST_CHOICE_FAILED with a reason to take that, or name one:"
                                + " to(exactly(\"41\")), to(exactly(\"42\"))");
    }

    @Test
    void a_failure_that_came_before_a_better_choice_is_nobodys_concern() {
        served(
                now("44", ofMinutes(5)),
                live("43", ofDays(2), ofMinutes(5)),
                live("42", ofDays(3), ofDays(2)).standing(Standing.SUSPECT, "its tasks exited with 137"),
                live("42", ofDays(30), ofDays(3)));

        StepPreview step = choose(previous());

        assertThat(chosen(step)).isEqualTo("43");
        assertThat(step.findings()).isEmpty();
    }

    @Test
    void a_first_choice_that_failed_for_reasons_of_its_surroundings_stays_first_choice() {
        served(
                now("43", ofMinutes(5)),
                live("42", ofMinutes(6), ofMinutes(5)).standing(Standing.UNPROVEN, "no capacity"),
                live("43", ofMinutes(40), ofMinutes(6)),
                live("42", ofDays(9), ofMinutes(40)),
                live("41", ofDays(30), ofDays(9)));

        assertThat(chosen(choose(previous()))).isEqualTo("42");
    }

    @Test
    void what_a_run_rolled_away_from_is_not_chosen_again() {
        served(now("42", ofMinutes(30)), live("41", ofDays(2), ofMinutes(30)), live("40", ofDays(9), ofDays(2)));
        RollbackReport first = bench.execute(api);
        served(now("43", ofMinutes(2)), live("42", ofHours(5), ofMinutes(2)), live("41", ofDays(2), ofHours(5)));

        StepPreview step = choose(previous());

        assertThat(chosen(step)).isEqualTo("41");
        assertThat(standings(step))
                .last()
                .isEqualTo("QUARANTINED 42: run " + first.run() + " rolled away from it: 5xx" + " at 7 %");
    }

    @Test
    void a_journal_that_cannot_be_asked_is_a_blocker_that_a_person_may_override() {
        bench.journal.failure = FlakyJournal.full();

        StepPreview step = choose(previous());

        assertThat(chosen(step)).isEqualTo("good");
        assertThat(lines(step))
                .containsExactly("SOFT QUARANTINE_UNKNOWN: Whether a run rolled away from a version of"
                        + " lever:eu-west-1/123456789012/api could not be read: The journal in memory cannot be written:"
                        + " disk full. Mend the journal, or look at the version chosen and override with a reason.");
    }

    @Test
    void an_endless_history_is_read_as_far_as_it_must_and_closed() {
        AtomicInteger read = new AtomicInteger();
        AtomicBoolean closed = new AtomicBoolean();
        api.history = look -> Stream.generate(read::incrementAndGet)
                .map(i -> live("v" + i, ofMinutes(10L * i + 10), ofMinutes(10L * i)))
                .map(version -> version.id().equals("v7") ? live("v7", ofDays(9), ofMinutes(70)) : version)
                .onClose(() -> closed.set(true));

        StepPreview step = choose(previous());

        assertThat(chosen(step)).isEqualTo("v7");
        assertThat(read).hasValue(7);
        assertThat(closed).isTrue();
    }

    @Test
    void an_endless_history_of_the_same_is_given_up() {
        AtomicBoolean closed = new AtomicBoolean();
        api.history = look -> Stream.generate(() -> api.serving).onClose(() -> closed.set(true));

        assertThat(lines(choose(previous()))).singleElement().asString().startsWith("HARD NO_VERSION: No version");
        assertThat(closed).isTrue();
    }
}
