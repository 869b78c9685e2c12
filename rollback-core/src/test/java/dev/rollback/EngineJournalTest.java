package dev.rollback;

import static dev.rollback.HandTime.NOON;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rollback.journal.InMemoryJournal;
import dev.rollback.journal.JournalException;
import dev.rollback.journal.Request;
import dev.rollback.run.Outcome;
import dev.rollback.run.PersonEvent;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunState;
import dev.rollback.run.StepState.Phase;
import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a run does when its journal is away, or is somebody else's. */
class EngineJournalTest {

    private final Bench bench = new Bench();
    private final FlakyJournal journal = bench.journal;
    private final Lever api = new Lever("api");
    private final Lever web = new Lever("web");

    private static List<Progress> waits(int times) {
        List<Progress> waits = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            waits.add(Progress.pending("draining " + i, 0.1, Memo.empty(), ofSeconds(10)));
        }
        return waits;
    }

    private void awayFrom(int second, int until) {
        bench.after(ofSeconds(second), () -> journal.failure = FlakyJournal.full());
        bench.after(ofSeconds(until), () -> journal.failure = null);
    }

    @Test
    void starts_nothing_that_the_journal_does_not_take() {
        Preview preview = bench.engine.preview(Bench.plan(api));
        journal.failure = FlakyJournal.full();

        assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(() -> bench.engine.start(preview))
                .withMessage(
                        "checkout was not started, and nothing was written to any target: The journal in memory"
                                + " cannot be written: disk full. Mend the journal, or use another one, and run the plan again.")
                .withCauseInstanceOf(JournalException.class);
        bench.time.runFor(ofHours(1));
        assertThat(api.reconciled()).isZero();
        assertThat(bench.told).isEmpty();
    }

    @Test
    void watches_on_what_is_under_way_and_starts_nothing_new_until_the_journal_is_back() {
        api.first(waits(6));
        awayFrom(15, 125);

        RollbackReport report = bench.execute(api, web);

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.step("api").times().over()).isEqualTo(NOON.plusSeconds(60));
        assertThat(report.step("web").times().over()).isEqualTo(NOON.plusSeconds(125));
        assertThat(report.journal()).isEqualTo("memory");
    }

    @Test
    void a_step_that_waits_for_the_journal_to_begin_has_its_whole_time_then() {
        api.first(waits(6));
        awayFrom(15, 3_600);

        RollbackReport report = bench.execute(api, web);

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(RunState.replay(journal.events()).step(1).started()).contains(NOON.plusSeconds(3_600));
    }

    @Test
    void catches_up_in_order_when_the_journal_is_back() {
        api.first(waits(6));
        awayFrom(15, 125);

        RollbackReport report = bench.execute(api, web);

        List<RunEvent> kept = journal.events();
        assertThat(kept).isEqualTo(bench.told.stream().filter(RunEvent::isKept).toList());
        assertThat(RunState.replay(kept).outcome()).contains(report.outcome());
    }

    @Test
    void asks_a_journal_that_is_away_by_one_timer_only() {
        api.first(waits(30));
        awayFrom(5, 305);

        bench.execute(api);

        assertThat(journal.refused).isBetween(50, 62);
    }

    @Test
    void bears_a_journal_that_throws_what_it_may_not() {
        api.first(waits(3));
        bench.after(ofSeconds(5), () -> journal.failure = new IllegalStateException("a fault"));
        bench.after(ofSeconds(25), () -> journal.failure = null);

        assertThat(bench.execute(api).outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void hears_what_people_say_once_an_inbox_can_be_read_that_threw_what_it_may_not() {
        api.first(waits(30));
        journal.deaf = new IllegalStateException("no route");
        Run run = bench.engine.start(Bench.plan(api));
        journal.ask(run.id(), Request.cancel(bench.time.instant(), "Ann", "enough"));
        bench.after(ofMinutes(1), () -> journal.deaf = null);

        RollbackReport report = run.await();

        assertThat(report.outcome()).isEqualTo(Outcome.CANCELLED);
    }

    @Test
    void ends_without_the_journal_says_so_and_catches_up_later() {
        api.first(waits(3));
        bench.after(ofSeconds(5), () -> journal.failure = FlakyJournal.full());

        RollbackReport report = bench.execute(api);

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.journal()).isEqualTo("memory, which is away and does not hold all of this run");
        assertThat(journal.events(RunEvent.RunEnded.class)).isEmpty();

        journal.failure = null;
        bench.time.runFor(ofSeconds(10));

        assertThat(journal.events(RunEvent.RunEnded.class)).hasSize(1);
        assertThat(journal.quarantine(api.id(), "bad")).isPresent();
        bench.time.runFor(ofHours(3));
        assertThat(bench.time.waiting()).isZero();
    }

    @Test
    void calls_no_step_that_was_cancelled_while_the_journal_was_away() {
        api.first(waits(2));
        awayFrom(15, 305);
        Run run = bench.engine.start(Bench.plan(api, web));
        bench.after(ofSeconds(100), () -> run.cancel("alice", "enough"));

        RollbackReport report = run.await();
        bench.time.runFor(ofMinutes(10));

        assertThat(web.reconciled()).isZero();
        assertThat(report.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(report.step("web").phase()).isEqualTo(Phase.STOPPED);
        assertThat(report.took()).isEqualTo(ofSeconds(100));
    }

    @Test
    void leaves_a_run_alone_that_somebody_else_writes() {
        api.first(waits(6));
        Run run = bench.engine.start(Bench.plan(api, web));
        bench.after(
                ofSeconds(15),
                () -> journal.kept.append(
                        run.id(), journal.events().size(), List.of(new PersonEvent.CancelRequested(NOON, "bob", ""))));

        assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(run::await)
                .withMessageStartingWith(
                        "Run " + run.id() + " is not followed here any more. Run " + run.id() + " holds ")
                .withMessageEndingWith(": another engine drives it. Follow that one, or end it first.");
        long calls = api.reconciled();
        bench.time.runFor(ofHours(1));
        assertThat(api.reconciled()).isEqualTo(calls);
        assertThat(web.reconciled()).isZero();
        assertThat(run.isEnded()).isTrue();
    }

    @Test
    void keeps_no_looks_that_saw_nothing_new() {
        api.first(new ArrayList<>(List.of(
                Progress.pending("draining", 0.1, Memo.empty(), ofSeconds(10)),
                Progress.pending("draining", 0.1, Memo.empty(), ofSeconds(10)),
                Progress.pending("draining", 0.1, Memo.empty(), ofSeconds(10)))));

        bench.execute(api);

        assertThat(journal.events(RunEvent.StepAdvanced.class)).hasSize(1);
        assertThat(bench.told.stream().filter(event -> !event.isKept())).hasSize(2);
    }

    @Test
    void stays_the_callers_to_close() {
        InMemoryJournal kept = new InMemoryJournal();

        RollbackEngine.with(kept, options -> options.time(new HandTime())).close();

        assertThat(kept.runs()).isEmpty();
    }

    /** Each append is one write and one force to the disk, so it is turns that count and not events. */
    @Test
    void appends_once_a_turn_however_much_happens_in_it() {
        Bench many = new Bench();
        RollbackPlan plan = RollbackPlan.named("many")
                .inParallel(group -> IntStream.range(0, 1_000).forEach(i -> group.rollBack(new Lever("l" + i))))
                .build();

        RollbackReport report = many.engine.execute(plan);

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(many.journal.events()).hasSizeGreaterThan(3_000);
        assertThat(many.journal.appends).isLessThan(1_100);
    }
}
