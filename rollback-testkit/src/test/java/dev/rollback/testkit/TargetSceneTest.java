package dev.rollback.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opentest4j.TestAbortedException;

/** What a scene says of a target, and what the contract makes of it. */
class TargetSceneTest {

    private static Throwable failure(Consumer<TargetScene> more, String clause) {
        return Clauses.failure(() -> new SwitchContract(OwnSwitch::new, more), clause)
                .orElseThrow(() -> new AssertionError(clause + " holds"));
    }

    @ParameterizedTest
    @CsvSource({
        "PAGED_HISTORY, history_is_read_no_further_than_asked_for",
        "COUNTED_VERSIONS, finds_what_it_lists_by_the_time_that_it_served",
        "CONFLICTS, somebody_elses_change_is_reported_and_not_fought",
        "INVERSE, goes_back_to_where_it_came_from",
        "PERMISSIONS, names_the_permissions_for_all_that_it_calls",
        "SECRETS, shows_no_secret_in_what_it_tells",
        "SECRETS, shows_no_secret_in_what_it_answers",
        "ONE_STEP, takes_one_step_a_call"
    })
    void a_clause_that_a_target_cannot_keep_is_skipped_with_the_reason(TargetCapability lacking, String clause) {
        Throwable skipped = failure(scene -> scene.without(lacking, "it is so by nature"), clause);

        assertThat(skipped)
                .isInstanceOf(TestAbortedException.class)
                .hasMessageEndingWith("without " + lacking + ": it is so by nature");
    }

    @Test
    void a_target_that_writes_twice_has_to_leave_the_same_behind() {
        SwitchContract blind = new SwitchContract(
                SwitchMutants.ALL.stream()
                        .filter(mutant -> mutant.name().equals("writes blindly"))
                        .findFirst()
                        .orElseThrow()
                        .broken()::apply,
                scene -> scene.without(TargetCapability.WRITES_ONCE, "the table takes the same release once"));

        assertThat(Clauses.failure(() -> blind, "a_write_whose_answer_is_lost_is_not_done_twice"))
                .get()
                .isInstanceOf(AssertionError.class)
                .extracting(Throwable::getMessage)
                .asString()
                .contains("Expected: the state that it ends in with nothing in its way: [Row[");
    }

    @Test
    void a_reason_is_asked_for() {
        TargetScene scene = TargetScene.of(() -> new OwnSwitch(new SwitchTable(() -> FakeAws.Builder.START, "x")));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> scene.without(TargetCapability.INVERSE, " "))
                .withMessage(
                        "A scene is without INVERSE for no reason. Expected one, because it is reported. Say why it"
                                + " cannot be.");
    }

    @Test
    void a_version_that_is_not_there_is_named() {
        Throwable failure = failure(scene -> scene.to("r99"), "settles_within_its_time");

        assertThat(failure)
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        "The scene wants version \"r99\" of release-switch:local/shop/checkout, and there is no such"
                                + " one. Name one that version(id, look) finds.");
    }

    @Test
    void the_time_may_be_said() {
        Throwable failure = failure(scene -> scene.within(Duration.ofSeconds(1)), "settles_within_its_time");

        assertThat(failure).hasMessageContaining("Expected: it ends settled with nothing in its way");
    }
}
