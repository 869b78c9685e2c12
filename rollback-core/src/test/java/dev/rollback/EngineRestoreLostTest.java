package dev.rollback;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.journal.JournalException;
import dev.rollback.journal.Request;
import dev.rollback.run.Outcome;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.run.Verdict;
import dev.rollback.target.Position;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All or nothing, where the journal is away or whoever puts back is gone. */
class EngineRestoreLostTest {

    private final Levers scene = new Levers();
    private final FlakyJournal journal = scene.journal;

    private RollbackPlan plan() {
        return Levers.plan(scene.flags, scene.api, scene.web).build();
    }

    /** A run of which the last target fails after 20 s and the second one takes its time to be put back; left after a minute. */
    private RunId leftWhilePuttingBack() {
        Levers.failsAfter(scene.web, ofSeconds(20));
        Levers.backAfter(scene.api, ofMinutes(5));
        Bench lost = scene.bench(ofSeconds(0));
        RunId run = lost.engine.start(plan()).id();
        lost.time.runFor(ofMinutes(1));
        assertThat(journal.runs()).containsExactly(run.back(), run);
        return run;
    }

    // What is not durable.

    @Test
    void nothing_is_put_back_before_the_journal_holds_that_it_is_due() {
        Levers.failsAfter(scene.web, ofSeconds(20));
        Bench bench = scene.bench(ofSeconds(0));
        Run run = bench.engine.start(plan());
        bench.after(ofSeconds(19), () -> journal.shut = run.id()::equals);

        bench.time.runFor(ofMinutes(3));

        assertThat(journal.runs()).containsExactly(run.id());
        assertThat(scene.api.serving.content()).isEqualTo("good");
        journal.shut = any -> false;
        assertThat(run.await().outcome()).isEqualTo(Outcome.RESTORED);
        assertThat(scene.api.serving.content()).isEqualTo("bad");
    }

    @Test
    void a_journal_that_stays_away_is_waited_for_as_long_as_the_plan_may_take() {
        Levers.failsAfter(scene.web, ofSeconds(20));
        Bench bench = scene.bench(ofSeconds(0));
        Run run = bench.engine.start(plan());
        bench.after(ofSeconds(19), () -> journal.failure = FlakyJournal.full());

        RollbackReport report = run.await();

        assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(report.took()).isBetween(ofHours(2), ofMinutes(125));
        assertThat(report.step("api").position()).contains(Position.TO);
        assertThat(report.timeline())
                .extracting(RollbackReport.Entry::text)
                .anyMatch(text -> text.startsWith(
                        "stands at the wanted version: could not be put back as found: " + "the journal was away"));
    }

    @Test
    void a_journal_that_throws_what_it_may_not_is_waited_for_too() {
        Levers.failsAfter(scene.web, ofSeconds(20));
        journal.unreadable = run -> run.value().endsWith("-back") ? new IllegalStateException("no route") : null;
        Bench bench = scene.bench(ofSeconds(0));
        bench.after(ofMinutes(3), () -> journal.unreadable = run -> null);

        RollbackReport report = bench.engine.execute(plan());

        assertThat(report.outcome()).isEqualTo(Outcome.RESTORED);
    }

    @Test
    void a_run_ends_only_once_the_end_of_what_puts_it_back_is_durable() {
        Levers.failsAfter(scene.web, ofSeconds(20));
        Levers.backAfter(scene.flags, ofMinutes(2));
        Bench bench = scene.bench(ofSeconds(0));
        Run run = bench.engine.start(plan());
        bench.after(ofMinutes(1), () -> journal.shut = run.id().back()::equals);

        bench.time.runFor(ofMinutes(10));

        assertThat(scene.flags.serving.content()).isEqualTo("bad");
        assertThat(run.isEnded()).isFalse();
        assertThat(journal.summary(run.id()).isEnded()).isFalse();
        journal.shut = any -> false;
        assertThat(run.await().outcome()).isEqualTo(Outcome.RESTORED);
    }

    // What is carried on.

    @Test
    void what_puts_back_has_its_whole_time_again_when_it_is_carried_on() {
        RunId run = leftWhilePuttingBack();
        scene.watched(scene.api);

        RollbackReport report =
                scene.bench(ofHours(5)).engine.resume(run, plan()).await();

        assertThat(report.outcome()).isEqualTo(Outcome.RESTORED);
        assertThat(scene.flags.serving.content()).isEqualTo("bad");
        assertThat(report.timeline())
                .extracting(RollbackReport.Entry::text)
                .doesNotContain("the time of the run is over");
    }

    @Test
    void who_asked_in_vain_to_cancel_it_does_not_stop_it_when_it_is_carried_on() {
        RunId run = leftWhilePuttingBack();
        journal.ask(run.back(), Request.cancel(HandTime.NOON.plus(ofMinutes(1)), "Eve", "enough"));

        RollbackReport report =
                scene.bench(ofHours(5)).engine.resume(run, plan()).await();

        assertThat(report.outcome()).isEqualTo(Outcome.RESTORED);
        assertThat(scene.flags.serving.content()).isEqualTo("bad");
    }

    @Test
    void its_new_time_is_in_the_journal() {
        RunId run = leftWhilePuttingBack();
        Bench second = scene.bench(ofHours(5));
        second.engine.resume(run, plan());
        second.time.runFor(ofSeconds(1));

        RunEvent.RunResumed resumed = (RunEvent.RunResumed) journal.read(run.back()).stream()
                .filter(RunEvent.RunResumed.class::isInstance)
                .findFirst()
                .orElseThrow();

        assertThat(resumed.deadline()).isEqualTo(resumed.at().plus(ofHours(2)));
    }

    @Test
    void what_never_gets_further_is_carried_on_with_new_time_only_so_often() {
        RunId run = leftWhilePuttingBack();
        Levers.backAfter(scene.api, ofHours(1000));
        for (int hours = 5; hours <= 50; hours += 5) {
            Bench lost = scene.bench(ofHours(hours));
            lost.engine.resume(run, plan());
            lost.time.runFor(ofSeconds(30));
            assertThat(journal.summary(run).isEnded()).as("after %d h", hours).isFalse();
        }

        RollbackReport report =
                scene.bench(ofHours(55)).engine.resume(run, plan()).await();

        assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(report.step("api").position()).contains(Position.TO);
    }

    @Test
    void it_is_carried_on_by_its_own_name_although_a_target_is_left_to_people() {
        Lever db = new LeftToPeople("db");
        RollbackPlan plan = Levers.plan(db, scene.api, scene.web).build();
        Levers.failsAfter(scene.web, ofSeconds(20));
        Levers.backAfter(scene.api, ofMinutes(5));
        Bench lost = scene.bench(ofSeconds(0));
        RunId run = lost.engine.start(plan).id();
        lost.time.runFor(ofMinutes(1));
        Bench second = scene.bench(ofMinutes(10));

        RollbackReport back = second.engine.resume(run.back(), plan).await();

        assertThat(back.outcome()).isEqualTo(Outcome.RESTORED);
        assertThat(second.engine.resume(run, plan).await().outcome()).isEqualTo(Outcome.PARTIAL);
    }

    @Test
    void it_is_carried_on_by_its_own_name_although_the_run_has_ended() {
        RunId run = leftWhilePuttingBack();
        List<RunEvent> events = journal.read(run);
        journal.append(
                run,
                events.size(),
                List.of(
                        new RunEvent.StepStands(HandTime.NOON.plus(ofHours(1)), 0, Position.FROM, "put back"),
                        new RunEvent.RunEnded(HandTime.NOON.plus(ofHours(1)), Outcome.PARTIAL, Verdict.UNKNOWN)));
        Bench second = scene.bench(ofHours(2));

        assertThat(second.engine.unfinished()).containsExactly(run.back());
        assertThat(second.engine.resume(run.back(), plan()).await().outcome()).isEqualTo(Outcome.RESTORED);
    }

    @Test
    void of_two_engines_without_locks_one_puts_back_and_the_other_one_looks_on() {
        Levers.failsAfter(scene.web, ofSeconds(20));
        Levers.backAfter(scene.api, ofMinutes(9));
        HandTime time = new HandTime();
        Bench first = new Bench(time, journal, options -> {});
        Bench second = new Bench(time, journal, options -> {});
        RunId run = first.engine.start(plan()).id();
        time.runFor(ofMinutes(1));

        Run resumed = second.engine.resume(run, plan());

        assertThat(resumed.await().outcome()).isEqualTo(Outcome.RESTORED);
        assertThat(scene.count(run.back(), RunEvent.RunResumed.class)).isEqualTo(1);
        time.runFor(ofMinutes(1));
        assertThat(first.engine.unfinished()).isEmpty();
    }

    @Test
    void who_looks_on_goes_on_looking_though_the_journal_is_away_for_a_while() {
        Levers.failsAfter(scene.web, ofSeconds(20));
        Levers.backAfter(scene.api, ofMinutes(9));
        Levers.backAfter(scene.flags, ofMinutes(20));
        HandTime time = new HandTime();
        Bench first = new Bench(time, journal, options -> {});
        Bench second = new Bench(time, journal, options -> {});
        RunId run = first.engine.start(plan()).id();
        time.runFor(ofMinutes(1));
        Run resumed = second.engine.resume(run, plan());
        first.after(ofMinutes(12), () -> journal.unreadable = id -> FlakyJournal.full());
        first.after(ofMinutes(14), () -> journal.unreadable = id -> null);

        assertThat(resumed.await().outcome()).isEqualTo(Outcome.RESTORED);
        assertThat(scene.count(run.back(), RunEvent.RunResumed.class)).isEqualTo(1);
    }

    @Test
    void who_looks_on_takes_it_up_when_the_other_one_is_gone() {
        Levers.failsAfter(scene.web, ofSeconds(20));
        Levers.backAfter(scene.api, ofMinutes(9));
        Bench first = scene.bench(ofSeconds(0));
        RunId run = first.engine.start(plan()).id();
        first.time.runFor(ofMinutes(1));
        Bench gone = scene.bench(ofMinutes(1));
        gone.engine.resume(run, plan());
        gone.time.runFor(ofSeconds(10));

        first.time.runFor(ofHours(2));
        assertThat(journal.summary(run.back()).isEnded()).isFalse();
        first.time.runFor(ofHours(1));

        assertThat(journal.summary(run.back()).isEnded()).isTrue();
        assertThat(scene.flags.serving.content()).isEqualTo("bad");
    }

    @Test
    void where_it_cannot_be_read_the_report_says_where_each_target_was_seen_last() {
        Levers.failsAfter(scene.web, ofSeconds(20));
        journal.unreadable = run ->
                run.value().endsWith("-back") ? JournalException.corrupt(run + ".run, line 1", "it is damaged") : null;

        RollbackReport report = scene.bench(ofSeconds(0)).engine.execute(plan());

        assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(report.step("api").position()).contains(Position.TO);
        assertThat(report.step("web").position()).contains(Position.FROM);
    }

    /** A database, say, that took over a name. */
    private static final class LeftToPeople extends Lever {
        LeftToPeople(String name) {
            super(name);
        }

        @Override
        public boolean isPutBackUnasked() {
            return false;
        }
    }
}
