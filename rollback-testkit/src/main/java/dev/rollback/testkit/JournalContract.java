package dev.rollback.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rollback.journal.Journal;
import dev.rollback.journal.JournalException;
import dev.rollback.journal.Quarantine;
import dev.rollback.journal.RunSummary;
import dev.rollback.run.FailurePolicy;
import dev.rollback.run.Outcome;
import dev.rollback.run.Outline;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.run.StepKind;
import dev.rollback.run.StepOutline;
import dev.rollback.run.Verdict;
import dev.rollback.target.Change;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Ledger;
import dev.rollback.target.Position;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetId;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Journal} has to do, as tests: extend it, and give it an empty journal of the kind.
 *
 * <pre>{@code
 * class TableJournalContractTest extends JournalContract {
 *     @Override
 *     protected Journal empty() {
 *         return new TableJournal(client, "runs-" + UUID.randomUUID());
 *     }
 * }
 * }</pre>
 */
public abstract class JournalContract extends MemoryClauses {

    private static final RunId NEXT = new RunId("r-2");
    private static final TargetId API = new TargetId("ecs-service", "eu-west-1/123456789012", "prod/api");
    private static final TargetId WEB = new TargetId("ecs-service", "eu-west-1/123456789012", "prod/web");
    private static final Version GOOD = Version.of("api:41", "good", Tenure.unknown("test"));
    private static final Version BAD = Version.of("api:42", "bad", Tenure.unknown("test"));
    private static final RunEvent ENDED = new RunEvent.RunEnded(T.plusSeconds(9), Outcome.ROLLED_BACK, Verdict.UNKNOWN);

    private Journal journal;

    /** For subclasses. */
    protected JournalContract() {}

    /** A journal without runs. Asked for before each test, and closed after it. */
    protected abstract Journal empty();

    @Override
    Journal journal() {
        return journal;
    }

    @BeforeEach
    void open() {
        journal = empty();
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void reads_what_was_appended() {
        journal.append(RUN, 0, List.of(begin(RUN)));
        journal.append(RUN, 1, List.of(planned(BAD, GOOD), started()));
        journal.append(RUN, 3, List.of());

        List<RunEvent> read = journal.read(RUN);

        assertThat(read).containsExactly(begin(RUN), planned(BAD, GOOD), started());
    }

    @Test
    void refuses_a_second_writer() {
        journal.append(RUN, 0, List.of(begin(RUN), started()));

        assertThatExceptionOfType(JournalException.class)
                .isThrownBy(() -> journal.append(RUN, 1, List.of(started())))
                .withMessage("Run r-1 holds 2 events, expected 1: another engine drives it. Follow that one, or end it"
                        + " first.")
                .matches(e -> e.kind() == JournalException.Kind.OVERTAKEN);
        assertThat(journal.read(RUN)).hasSize(2);
    }

    @Test
    void refuses_to_begin_a_run_twice() {
        journal.append(RUN, 0, List.of(begin(RUN)));

        assertThatExceptionOfType(JournalException.class)
                .isThrownBy(() -> journal.append(RUN, 0, List.of(begin(RUN))))
                .withMessageStartingWith("Run r-1 holds 1 events, expected 0");
    }

    @Test
    void refuses_a_run_that_it_does_not_hold() {
        assertThatExceptionOfType(JournalException.class)
                .isThrownBy(() -> journal.read(RUN))
                .withMessage("There is no run r-1 in the journal in " + journal.describe() + ": see runs() for those it"
                        + " holds.")
                .matches(e -> e.kind() == JournalException.Kind.UNKNOWN_RUN);
        assertThatExceptionOfType(JournalException.class)
                .isThrownBy(() -> journal.append(RUN, 3, List.of(started())))
                .matches(e -> e.kind() == JournalException.Kind.UNKNOWN_RUN);
    }

    @Test
    void refuses_a_run_that_does_not_begin_with_its_start() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> journal.append(RUN, 0, List.of(started())))
                .withMessageStartingWith("Run r-1 begins with StepStarted[")
                .withMessageEndingWith(
                        "expected RunStarted of that run. Append the events in the order in which they" + " happened.");
        assertThatIllegalArgumentException().isThrownBy(() -> journal.append(RUN, 0, List.of(begin(NEXT))));
        assertThat(journal.runs()).isEmpty();
    }

    @Test
    void lists_the_newest_run_first() {
        journal.append(RUN, 0, List.of(begin(RUN)));
        journal.append(NEXT, 0, List.of(begin(NEXT)));
        journal.append(RUN, 1, List.of(started()));

        List<RunId> runs = journal.runs();

        assertThat(runs).containsExactly(NEXT, RUN);
    }

    @Test
    void quarantines_what_a_finished_run_rolled_away_from() {
        finish(RUN, planned(BAD.labelled("v1.3.0"), GOOD), started(), settled());

        assertThat(journal.quarantine(API, "bad"))
                .contains(new Quarantine(RUN, T.plusSeconds(9), "v1.3.0 (api:42)", "5xx at 7 %"));
        assertThat(journal.quarantine(API, "good")).isEmpty();
        assertThat(journal.quarantine(WEB, "bad")).isEmpty();
    }

    @Test
    void quarantines_what_a_target_was_found_to_have_left_after_its_time_was_over() {
        finish(RUN, planned(BAD, GOOD), new RunEvent.StepTimedOut(T, 0, true, "bakes"), stands(Position.TO));

        assertThat(journal.quarantine(API, "bad")).isPresent();
    }

    @Test
    void quarantines_what_a_run_set_out_to_leave_for_it_may_be_cut_off() {
        journal.append(RUN, 0, List.of(begin(RUN), planned(BAD, GOOD), started()));

        assertThat(journal.quarantine(API, "bad")).contains(new Quarantine(RUN, T, "api:42", "5xx at 7 %"));
        assertThat(journal.quarantine(API, "good")).isEmpty();
    }

    @Test
    void quarantines_what_a_run_may_have_left() {
        finish(RUN, planned(BAD, GOOD), started(), stands(Position.BETWEEN));

        assertThat(journal.quarantine(API, "bad")).isPresent();
    }

    @Test
    void quarantines_nothing_that_a_run_never_started_on() {
        finish(RUN, planned(BAD, GOOD), new RunEvent.StepSkipped(T, 0, "cancelled"));

        assertThat(journal.quarantine(API, "bad")).isEmpty();
    }

    @Test
    void keeps_the_quarantine_of_an_earlier_run() {
        finish(RUN, planned(BAD, GOOD), started(), settled());
        finish(NEXT, planned(BAD, GOOD), started(), stands(Position.FROM));

        assertThat(journal.quarantine(API, "bad")).map(Quarantine::run).contains(RUN);
    }

    @Test
    void quarantines_nothing_that_still_serves() {
        RunEvent failed = new RunEvent.StepFailed(T, 0, FailureKind.ENVIRONMENT, "no capacity");
        finish(RUN, planned(BAD, GOOD), started(), failed, stands(Position.FROM));
        finish(NEXT, planned(BAD, BAD), started(), settled());

        assertThat(journal.quarantine(API, "bad")).isEmpty();
    }

    @Test
    void lifts_the_quarantine_of_what_a_later_run_settled_with() {
        finish(RUN, planned(BAD, GOOD), started(), settled());
        finish(NEXT, planned(GOOD, BAD), started(), settled());

        assertThat(journal.quarantine(API, "bad")).isEmpty();
        assertThat(journal.quarantine(API, "good")).isPresent();
    }

    @Test
    void refuses_to_read_a_summary_of_a_run_that_it_does_not_hold() {
        assertThatExceptionOfType(JournalException.class)
                .isThrownBy(() -> journal.summary(RUN))
                .matches(e -> e.kind() == JournalException.Kind.UNKNOWN_RUN);
    }

    @Test
    void sums_up_what_a_run_set_out_to_do_and_how_it_ended() {
        journal.append(RUN, 0, List.of(begin(RUN), planned(BAD, GOOD)));
        RunSummary underWay = journal.summary(RUN);

        journal.append(RUN, 2, List.of(started(), settled(), ENDED));
        RunSummary over = journal.summary(RUN);

        Change change = new Change(API, BAD, GOOD, "c-1");
        assertThat(underWay)
                .isEqualTo(new RunSummary(
                        RUN,
                        T,
                        new RunSummary.About("checkout", "5xx at 7 %", null),
                        null,
                        List.of(new RunSummary.Planned(T, change, Position.UNKNOWN, null)),
                        null));
        assertThat(over.end()).isEqualTo(new RunSummary.End(T.plusSeconds(9), Outcome.ROLLED_BACK));
        assertThat(over.changes()).containsExactly(new RunSummary.Planned(T, change, Position.TO, null));
    }

    @Test
    void lets_one_of_many_writers_in() throws Exception {
        journal.append(RUN, 0, List.of(begin(RUN)));
        ExecutorService writers = Executors.newFixedThreadPool(8);
        try {
            List<Future<Boolean>> tries = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                tries.add(writers.submit(this::appendsSecond));
            }
            int let = 0;
            for (Future<Boolean> one : tries) {
                let += one.get() ? 1 : 0;
            }

            assertThat(let).isEqualTo(1);
            assertThat(journal.read(RUN)).hasSize(2);
        } finally {
            writers.shutdownNow();
        }
    }

    private boolean appendsSecond() {
        try {
            journal.append(RUN, 1, List.of(started()));
            return true;
        } catch (JournalException e) {
            assertThat(e.kind()).isEqualTo(JournalException.Kind.OVERTAKEN);
            return false;
        }
    }

    @Test
    void keeps_a_run_of_many_events() {
        List<RunEvent> looks = IntStream.range(0, 5_000)
                .mapToObj(i -> (RunEvent) new RunEvent.StepStopped(T.plusMillis(i), 0, "why " + i))
                .toList();
        journal.append(RUN, 0, List.of(begin(RUN)));
        journal.append(RUN, 1, looks);

        List<RunEvent> read = journal.read(RUN);

        assertThat(read.subList(1, read.size())).isEqualTo(looks);
    }

    @Test
    void keeps_the_lines_of_a_ledger_in_order_the_same_one_twice() {
        Ledger ledger = journal.ledger(RUN, 0);
        assertThat(lines(ledger)).isEmpty();

        ledger.append(List.of("a", "schlüssel/b"));
        ledger.append(List.of("a", ""));

        assertThat(lines(journal.ledger(RUN, 0))).containsExactly("a", "schlüssel/b", "a", "");
        assertThat(lines(journal.ledger(RUN, 1))).isEmpty();
        assertThat(lines(journal.ledger(NEXT, 0))).isEmpty();
    }

    @Test
    void keeps_the_ledger_of_a_run_that_ended() {
        journal.append(RUN, 0, List.of(begin(RUN)));
        journal.ledger(RUN, 0).append(List.of("a"));
        journal.append(RUN, 1, List.of(ENDED));

        assertThat(lines(journal.ledger(RUN, 0))).containsExactly("a");
    }

    @Test
    void refuses_ledger_lines_with_breaks_and_keeps_none_of_them() {
        Ledger ledger = journal.ledger(RUN, 0);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ledger.append(List.of("a", "b\nc")))
                .withMessage("A ledger was given \"b\nc\": expected a line without breaks. Escape them.");
        assertThat(lines(ledger)).isEmpty();
    }

    @Test
    void reads_a_ledger_while_it_grows() {
        Ledger ledger = journal.ledger(RUN, 0);
        ledger.append(List.of("a"));

        try (Stream<String> lines = ledger.lines()) {
            ledger.append(List.of("b"));

            assertThat(lines.limit(1)).containsExactly("a");
        }
        assertThat(lines(ledger)).containsExactly("a", "b");
    }

    private static List<String> lines(Ledger ledger) {
        try (Stream<String> lines = ledger.lines()) {
            return lines.toList();
        }
    }

    private void finish(RunId run, RunEvent... events) {
        List<RunEvent> all = new ArrayList<>(List.of(begin(run)));
        all.addAll(List.of(events));
        all.add(ENDED);
        journal.append(run, 0, all);
    }

    static RunEvent begin(RunId run) {
        StepOutline api = new StepOutline(
                "api",
                StepKind.ROLL_BACK,
                StepOutline.Edges.none(),
                API.scope(),
                StepOutline.Timing.timeout(Duration.ofMinutes(15)),
                List.of(),
                StepOutline.Course.atOnce());
        Outline outline = new Outline("checkout", "5xx at 7 %", FailurePolicy.HALT, Duration.ofHours(2), List.of(api));
        return new RunEvent.RunStarted(T, run, outline);
    }

    private static RunEvent planned(Version from, Version to) {
        return new RunEvent.ChangePlanned(T, 0, new Change(API, from, to, "c-1"));
    }

    private static RunEvent started() {
        return new RunEvent.StepStarted(T, 0, T);
    }

    private static RunEvent settled() {
        return new RunEvent.StepSettled(T, 0, Progress.settled(GOOD, "steady"));
    }

    private static RunEvent stands(Position position) {
        return new RunEvent.StepStands(T, 0, position, "looked");
    }
}
