package dev.rollback.testkit;

import static dev.rollback.testkit.RollbackAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.RollbackPlan;
import dev.rollback.run.Outcome;
import dev.rollback.target.Action;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Faults, crashes and others at every place of a run. */
class ExplorationTest {
    private final Rehearsal rehearsal = Indexer.rehearsal(Indexer.Bug.NONE);

    @Test
    void lets_each_call_fail_in_each_way_once() {
        Exploration faults = rehearsal.everyFault();

        assertThat(faults).keepsInvariants().coversAllFaults().isComplete();
        Calls plain = rehearsal.run().calls();
        assertThat(faults.coverage().hits("lambda:GetAlias", FaultKind.THROTTLE))
                .isEqualTo(plain.of("lambda:GetAlias").count());
        assertThat(faults.coverage().hits("lambda:UpdateAlias", FaultKind.LOST_RESPONSE))
                .isEqualTo(plain.of("lambda:UpdateAlias").count());
    }

    @Test
    void lets_the_process_die_before_and_after_each_append_and_call_of_the_run() {
        Rehearsed plain = rehearsal.run();
        int calls = plain.calls().count() - plain.kept().previewed();

        Exploration crashes = rehearsal.everyCrash();

        assertThat(crashes).keepsInvariants().isComplete();
        assertThat(crashes.rehearsals()).isEqualTo(2 * (calls + plain.kept().appends()));
        assertThat(crashes.outcomes().keySet()).containsExactly(Outcome.ROLLED_BACK);
    }

    @Test
    void a_run_whose_process_died_is_carried_on_by_another_one_two_minutes_later() {
        Rehearsed crashed = rehearsal.withCrash(CrashPoint.At.CALL, 4, true).run();

        assertThat(crashed).rolledBack().keepsInvariants();
        assertThat(crashed.trace().toString())
                .containsSubsequence(
                        "00:00.080  aws     lambda:UpdateAlias",
                        "00:00.080  test    the process dies",
                        "02:00.080  test    resumes",
                        "run     resumed",
                        "run     ended ROLLED_BACK");
        assertThat(crashed.calls().of("lambda:UpdateAlias").count()).isOne();
    }

    @Test
    void a_process_that_dies_before_the_run_is_in_the_journal_leaves_nothing_and_the_plan_is_run_anew() {
        Rehearsed crashed = rehearsal.withCrash(CrashPoint.At.APPEND, 1, false).run();

        assertThat(crashed).rolledBack().keepsInvariants();
        assertThat(crashed.trace().toString())
                .containsSubsequence("the process dies", "02:00.080  test    previews search", "executes search");
    }

    @Test
    void the_process_that_carries_on_may_die_as_well() {
        Rehearsed crashed = rehearsal
                .withCrash(CrashPoint.At.APPEND, 1, true)
                .withCrash(CrashPoint.At.APPEND, 2, true)
                .run();

        assertThat(crashed).rolledBack().keepsInvariants();
        assertThat(crashed.trace().lines())
                .filteredOn(line -> line.endsWith("the process dies"))
                .hasSize(2);
    }

    @Test
    void a_target_that_keeps_in_memory_what_it_did_ends_otherwise_after_a_crash() {
        Exploration crashes = Indexer.rehearsal(Indexer.Bug.REMEMBERS_IN_MEMORY).everyCrash();

        assertThat(crashes.isClean()).isFalse();
        assertThat(crashes.firstBroken())
                .startsWith("The process dies")
                .contains(Invariants.CRASH_SAFE.title())
                .contains("Crash: the process dies")
                .contains("Repeat it with: rehearsal.withCrash(CrashPoint.At.");
    }

    @Test
    void explores_two_disturbances_at_once_spread_evenly_over_very_many() {
        Exploration pairs = rehearsal.pairs();

        assertThat(pairs).keepsInvariants();
        assertThat(pairs.rehearsals()).isEqualTo(1_000);
        assertThat(pairs.size()).isGreaterThan(1_000);
        assertThat(pairs.isComplete()).isFalse();
        assertThat(pairs.toString()).startsWith("two at once: 1,000 of ");
        assertThatThrownBy(() -> assertThat(pairs).isComplete())
                .hasMessageContaining("Expected all of it, there is two at once: 1,000 of ")
                .hasMessageContaining("within(...)");
    }

    @Test
    void leaves_out_what_is_not_needed_to_break_it() {
        Exploration pairs = Indexer.rehearsal(Indexer.Bug.TRUSTS_LOST_WRITES).pairs();

        assertThat(pairs.firstBroken())
                .startsWith("Fault lambda:UpdateAlias, call ")
                .contains("It was found as: ")
                .containsPattern("Repeat it with: rehearsal\\.withFault\\([^)]*\\)\\.run\\(\\)");
    }

    @Test
    void ends_when_its_time_is_over_and_says_how_far_it_came() {
        Exploration soon = rehearsal.within(Duration.ofNanos(1)).everyFault();

        assertThat(soon.rehearsals()).isLessThan(10);
        assertThat(soon.isComplete()).isFalse();
        assertThat(soon.toString())
                .startsWith("every fault, one at a time: " + soon.rehearsals() + " of " + soon.size());
    }

    @Test
    void keeps_no_invariant_where_nothing_was_rehearsed() {
        Exploration none = new Exploration("search", "every crash", 31, 0, new FaultCoverage());

        assertThatThrownBy(() -> assertThat(none).keepsInvariants())
                .hasMessage("Nothing was rehearsed, every crash: 0 of 31: its time was over before. Give it more with"
                        + " within(...).");
    }

    @Test
    void makes_nothing_of_what_there_is_no_time_for() {
        Space millions = new Space("two at once", 9_000_000, Long.MAX_VALUE, number -> {
            throw new IllegalStateException("made " + number);
        });

        assertThat(millions.visits(() -> false)).isEmpty();
    }

    @Test
    void seeds_are_complete_with_all_that_comes_after_them() {
        Exploration soon = rehearsal.within(Duration.ofNanos(1)).seeds(1);
        Exploration all = rehearsal.seeds(1);

        assertThat(soon.isComplete()).isFalse();
        assertThat(all.isComplete()).isTrue();
        assertThat(all.size()).isEqualTo(all.rehearsals());
    }

    @Test
    void explorations_leave_out_by_what_a_single_rehearsal_is_mixed() {
        Exploration mixed = rehearsal.mixedBy(7).seeds(0);

        assertThat(mixed).keepsInvariants();
        assertThat(mixed.toString()).isEqualTo(rehearsal.seeds(0).toString());
    }

    @Test
    void refuses_a_fault_at_no_place() {
        assertThatThrownBy(() -> rehearsal.withFault("lambda:UpdateAlias", 0, FaultKind.THROTTLE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A fault of lambda:UpdateAlias was put on call 0. Expected a number from 1 on. Count the"
                        + " first call as 1.");
        assertThatThrownBy(() -> rehearsal.withFault("UpdateAlias", 1, FaultKind.THROTTLE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Expected an operation such as ecs:UpdateService");
    }

    @Test
    void refuses_a_fault_that_did_not_take_place() {
        assertThatThrownBy(rehearsal.withFault("lambda:UpdateAlias", 7, FaultKind.THROTTLE)::run)
                .isInstanceOf(RehearsalException.class)
                .hasMessageContaining("withFault(\"lambda:UpdateAlias\", 7, FaultKind.THROTTLE) did not take place: the"
                        + " calls of lambda:UpdateAlias were 1");
        assertThatThrownBy(rehearsal.withFault("lambda:UpdateAlais", 1, FaultKind.THROTTLE)::run)
                .isInstanceOf(RehearsalException.class)
                .hasMessageContaining("no such call was made, but lambda:")
                .hasMessageContaining("lambda:UpdateAlias 1 time");
        assertThatThrownBy(rehearsal.withFault("lambda:UpdateAlais", 1, FaultKind.THROTTLE)::everyCrash)
                .isInstanceOf(RehearsalException.class);
    }

    @Test
    void takes_a_fault_of_any_call_of_a_service() {
        assertThat(rehearsal
                        .withFault("lambda:*", 2, FaultKind.THROTTLE)
                        .run()
                        .calls()
                        .failed()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void refuses_a_crash_that_did_not_take_place() {
        assertThatThrownBy(rehearsal.withCrash(CrashPoint.At.CALL, 999, true)::run)
                .isInstanceOf(RehearsalException.class)
                .hasMessageContaining(
                        "withCrash(CrashPoint.At.CALL, 999, true) did not take place: the preview made the"
                                + " calls from 1 to ");
        assertThatThrownBy(rehearsal.withCrash(CrashPoint.At.APPEND, 999, true)::run)
                .isInstanceOf(RehearsalException.class)
                .hasMessageContaining("appends to the journal");
        rehearsal.withCrash(CrashPoint.At.APPEND, 1, true).run();
    }

    @Test
    void refuses_somebody_who_did_not_act() {
        Rehearsal others = rehearsal.interferer("somebody looks", world -> {});
        assertThatThrownBy(others.withInterference("somebody looks", 1)::run)
                .isInstanceOf(RehearsalException.class)
                .hasMessageContaining("withInterference(\"somebody looks\", 1) did not take place: the preview made the"
                        + " calls from 1 to ");
        int first = rehearsal.run().kept().previewed() + 1;
        others.withInterference("somebody looks", first).run();
    }

    @Test
    void refuses_to_override_what_blocks_nothing() {
        assertThatThrownBy(rehearsal.overriding("UNPROVEEN", "we know it")::run)
                .isInstanceOf(RehearsalException.class)
                .hasMessageContaining(
                        "overriding(\"UNPROVEEN\", ...) overrode nothing: the soft blockers of the preview are []");
    }

    @Test
    void is_no_practice_where_nothing_came_further_than_its_preview() {
        Exploration refused = Indexer.rehearsal(Indexer.Bug.CANNOT).everyFault();

        assertThatThrownBy(() -> refused.practice(FakeAws.Builder.START))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Nothing of search was practised")
                .hasMessageContaining("mend the scene");
    }

    @Test
    void refuses_no_time() {
        assertThatThrownBy(() -> rehearsal.within(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT0S")
                .hasMessageContaining("Expected some time");
    }

    @Test
    void lets_others_act_before_each_call_until_the_target_is_done_with() {
        Exploration others = rehearsal.without(Invariants.SUCCESS_SERVES).interference();

        assertThat(others.isComplete()).isTrue();
        assertThat(others.toString()).startsWith("somebody else acts, at each call: ");
    }

    @Test
    void a_target_that_fights_somebody_else_is_caught() {
        Exploration others = Indexer.rehearsal(Indexer.Bug.FIGHTS_OTHERS).interference();

        assertThat(others.firstBroken())
                .contains(Invariants.FIGHTS_NOBODY.title())
                .contains("Interference: before call ")
                .contains("somebody else points to a version nobody heard of: indexer:live")
                .contains("withInterference(\"somebody else points to a version nobody heard of: indexer:live\", ");
    }

    @Test
    void lets_others_do_what_a_user_says() {
        Rehearsed rehearsed = rehearsal
                .interferer(
                        "somebody deletes the description",
                        world ->
                                world.lambda().function("indexer").alias("live").description(""))
                .withInterference("somebody deletes the description", 3)
                .run();

        assertThat(rehearsed.trace().toString())
                .containsSubsequence("others  somebody deletes the description", "lambda:GetAlias");
    }

    @Test
    void refuses_others_that_nobody_knows_and_says_who_is_known() {
        assertThatThrownBy(() -> rehearsal.withInterference("magic", 3).run())
                .hasMessageContaining("Nobody knows how \"magic\" is done")
                .hasMessageContaining("somebody else points to 6: indexer:live")
                .hasMessageContaining("interferer(name, world -> ...)");
    }

    @Test
    void refuses_to_explore_others_where_nobody_can_interfere() {
        Rehearsal alone = Rehearsal.of(
                world -> {},
                world -> RollbackPlan.named("alone")
                        .run("noop", Action.of("noop", attempt -> {}))
                        .build());

        assertThatThrownBy(alone::interference)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Nobody can interfere with []");
    }

    @ParameterizedTest
    @EnumSource(CrashPoint.At.class)
    void refuses_a_crash_at_no_place(CrashPoint.At at) {
        assertThatThrownBy(() -> new CrashPoint(at, 0, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(at + " 0")
                .hasMessageContaining("from 1 on");
    }

    @Test
    void tells_what_comes_over_and_over_once() {
        List<String> lines = List.of("1 a", "2 b", "3 a", "4 b", "5 a", "6 b", "7 c", "8 d", "9 d");

        assertThat(new Repeats(lines, 2).shortened())
                .containsExactly("1 a", "2 b", "  ... these 2 lines 2 times more", "7 c", "8 d", "9 d");
    }
}
