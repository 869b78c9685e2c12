package dev.rollback.testkit;

import dev.rollback.journal.Checkpoint;
import dev.rollback.journal.FailedTry;
import dev.rollback.journal.InMemoryJournal;
import dev.rollback.journal.Journal;
import dev.rollback.journal.JournalException;
import dev.rollback.journal.Lifted;
import dev.rollback.journal.Pruned;
import dev.rollback.journal.Quarantine;
import dev.rollback.journal.Retention;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Ledger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Broken journals: each breaks one rule, and is caught by the clauses that say so. */
final class JournalMutants {

    private static final int FEW = 1_000;

    static final List<Mutant> ALL = List.of(
            new Mutant(
                    "forgets the last event",
                    right -> answering(right, "read", JournalMutants::withoutTheLast),
                    List.of("reads_what_was_appended")),
            new Mutant(
                    "takes any writer",
                    JournalMutants::takingAnyWriter,
                    List.of("refuses_a_second_writer", "refuses_to_begin_a_run_twice", "lets_one_of_many_writers_in")),
            new Mutant(
                    "reads nothing of what it does not hold",
                    right -> swallowing(right, "read", List.of()),
                    List.of("refuses_a_run_that_it_does_not_hold")),
            new Mutant(
                    "begins a run anyhow",
                    JournalMutants::beginningAnyhow,
                    List.of("refuses_a_run_that_does_not_begin_with_its_start")),
            new Mutant(
                    "lists the oldest run first",
                    right -> answering(right, "runs", JournalMutants::backwards),
                    List.of("lists_the_newest_run_first")),
            new Mutant(
                    "quarantines nothing",
                    right -> answering(right, "quarantine", found -> Optional.empty()),
                    List.of(
                            "quarantines_what_a_finished_run_rolled_away_from",
                            "quarantines_what_a_target_was_found_to_have_left_after_its_time_was_over",
                            "quarantines_what_a_run_set_out_to_leave_for_it_may_be_cut_off",
                            "quarantines_what_a_run_may_have_left",
                            "keeps_the_quarantine_of_an_earlier_run",
                            "remembers_a_bad_version_longer_than_the_run_that_told_of_it")),
            new Mutant(
                    "quarantines all",
                    right -> answering(
                            right,
                            "quarantine",
                            found -> Optional.of(new Quarantine(AttachmentClauses.RUN, AttachmentClauses.T, "x", "x"))),
                    List.of(
                            "quarantines_nothing_that_a_run_never_started_on",
                            "quarantines_nothing_that_still_serves",
                            "lifts_the_quarantine_of_what_a_later_run_settled_with")),
            new Mutant(
                    "sums nothing up of what it does not hold",
                    right -> Broken.method(
                            Journal.class,
                            right,
                            "summary",
                            (given, whole) -> right.runs().contains(given[0]) ? whole.call(given) : null),
                    List.of("refuses_to_read_a_summary_of_a_run_that_it_does_not_hold")),
            new Mutant(
                    "sums up once",
                    JournalMutants::summingUpOnce,
                    List.of("sums_up_what_a_run_set_out_to_do_and_how_it_ended")),
            new Mutant(
                    "reads a thousand events",
                    right -> answering(
                            right,
                            "read",
                            events -> ((List<?>) events).stream().limit(FEW).toList()),
                    List.of("keeps_a_run_of_many_events")),
            new Mutant(
                    "keeps a line once",
                    right -> ledgers(right, OnceLedger::new),
                    List.of("keeps_the_lines_of_a_ledger_in_order_the_same_one_twice")),
            new Mutant(
                    "forgets ledgers",
                    right -> Broken.method(
                            Journal.class,
                            right,
                            "ledger",
                            (given, whole) -> new InMemoryJournal().ledger((RunId) given[0], 0)),
                    List.of("keeps_the_ledger_of_a_run_that_ended")),
            new Mutant(
                    "appends line by line",
                    right -> ledgers(right, LineByLine::new),
                    List.of("refuses_ledger_lines_with_breaks_and_keeps_none_of_them")),
            new Mutant(
                    "takes no lines while it is read",
                    right -> ledgers(right, ReadOrWritten::new),
                    List.of("reads_a_ledger_while_it_grows")),
            new Mutant(
                    "forgets what a checkpoint captured",
                    right -> answering(right, "checkpoint", JournalMutants::withoutVersions),
                    List.of("reads_a_checkpoint_that_was_kept")),
            new Mutant(
                    "lists the oldest checkpoint first",
                    right -> answering(right, "checkpoints", JournalMutants::backwards),
                    List.of("lists_checkpoints_newest_first")),
            new Mutant(
                    "keeps the first checkpoint of a name",
                    right -> Broken.method(
                            Journal.class,
                            right,
                            "keep",
                            (given, whole) -> right.checkpoints().isEmpty() ? whole.call(given) : null),
                    List.of("keeps_a_checkpoint_in_the_place_of_the_one_of_its_name")),
            new Mutant(
                    "answers null for a checkpoint that it does not hold",
                    right -> swallowing(right, "checkpoint", null),
                    List.of("refuses_a_checkpoint_that_it_does_not_hold")),
            new Mutant(
                    "lists the oldest drill first",
                    right -> answering(right, "drills", JournalMutants::backwards),
                    List.of("lists_the_drills_that_were_kept_newest_first")),
            new Mutant(
                    "keeps the first drill of a run",
                    right -> Broken.method(
                            Journal.class,
                            right,
                            "keep",
                            (given, whole) -> right.drills().isEmpty() ? whole.call(given) : null),
                    List.of("keeps_a_drill_in_the_place_of_the_one_of_its_run")),
            new Mutant(
                    "keeps drills as long as their runs",
                    right -> answering(right, "drills", drills -> right.runs().isEmpty() ? List.of() : drills),
                    List.of("remembers_a_drill_whose_run_was_pruned")),
            new Mutant(
                    "turns round what was asked",
                    right -> answering(right, "asked", JournalMutants::backwards),
                    List.of("keeps_what_is_asked_of_a_run_in_order")),
            new Mutant(
                    "takes what is asked of anything",
                    right -> swallowing(right, "ask", null),
                    List.of("refuses_what_is_asked_of_a_run_that_it_does_not_hold")),
            new Mutant(
                    "forgets what failed",
                    right -> answering(right, "failed", found -> Optional.empty()),
                    List.of("knows_what_could_not_be_brought_back_and_why")),
            new Mutant(
                    "never forgets what failed",
                    right -> answering(
                            right,
                            "failed",
                            found -> Optional.of(new FailedTry(
                                    AttachmentClauses.RUN, AttachmentClauses.T, FailureKind.VERSION, "it crashes"))),
                    List.of("forgets_that_it_could_not_be_brought_back_once_it_was")),
            new Mutant(
                    "knows no last change",
                    right -> answering(right, "lastChange", found -> Optional.empty()),
                    List.of("knows_which_run_set_out_last_to_change_a_target")),
            new Mutant(
                    "lifts nothing",
                    right -> Broken.method(Journal.class, right, "lift", (given, whole) -> null),
                    List.of("chooses_again_what_somebody_lifted_until_it_is_rolled_away_from_anew")),
            new Mutant(
                    "freezes for ever",
                    right -> Broken.method(
                            Journal.class, right, "freezes", (given, whole) -> whole.call(AttachmentClauses.T)),
                    List.of("says_what_not_to_deploy_until_that_is_over_or_lifted")),
            new Mutant("lifts all", JournalMutants::liftingAll, List.of("lifts_nothing_else")),
            new Mutant(
                    "lets nothing go",
                    right -> answering(right, "prune", pruned -> new Pruned(List.of(), new TreeMap<>())),
                    List.of("lets_old_runs_go_and_knows_on_what_they_said")),
            new Mutant(
                    "lets go what is among the newest",
                    right -> Broken.method(
                            Journal.class,
                            right,
                            "prune",
                            (given, whole) -> whole.call(new Retention(((Retention) given[0]).time(), 0), given[1])),
                    List.of("lets_no_run_go_that_has_not_ended_or_is_among_the_newest")),
            new Mutant("lets the same run go again", JournalMutants::prunedAgain, List.of("lets_a_run_go_once")));

    private JournalMutants() {}

    /**
     * A broken journal.
     *
     * @param name what is wrong with it
     * @param broken breaks the right one
     * @param clauses the clauses that catch it
     */
    record Mutant(String name, UnaryOperator<Journal> broken, List<String> clauses) {

        Journal empty() {
            return broken.apply(new InMemoryJournal());
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Journal answering(Journal right, String method, Function<Object, Object> answer) {
        return Broken.method(Journal.class, right, method, (given, whole) -> answer.apply(whole.call(given)));
    }

    /** Answers that where the right one refuses. */
    private static Journal swallowing(Journal right, String method, @Nullable Object answer) {
        return Broken.method(Journal.class, right, method, (given, whole) -> {
            try {
                return whole.call(given);
            } catch (JournalException refused) {
                return answer;
            }
        });
    }

    private static List<?> withoutTheLast(Object all) {
        List<?> events = (List<?>) all;
        return events.subList(0, events.size() - 1);
    }

    private static Checkpoint withoutVersions(Object kept) {
        Checkpoint whole = (Checkpoint) kept;
        return new Checkpoint(whole.id(), whole.at(), List.of(), List.of(), new TreeMap<>());
    }

    private static List<?> backwards(Object all) {
        List<Object> turned = new ArrayList<>((List<?>) all);
        Collections.reverse(turned);
        return turned;
    }

    private static Journal takingAnyWriter(Journal right) {
        return Broken.method(Journal.class, right, "append", (given, whole) -> {
            synchronized (right) {
                RunId run = (RunId) given[0];
                long held = right.runs().contains(run) ? right.read(run).size() : 0;
                return whole.call(run, held, given[2]);
            }
        });
    }

    private static Journal beginningAnyhow(Journal right) {
        return Broken.method(Journal.class, right, "append", (given, whole) -> {
            List<RunEvent> events = new ArrayList<>(List.of(JournalContract.begin((RunId) given[0])));
            ((List<?>) given[2]).forEach(event -> events.add((RunEvent) event));
            return whole.call(given[0], given[1], events);
        });
    }

    private static Journal summingUpOnce(Journal right) {
        List<Object> first = new ArrayList<>();
        return answering(right, "summary", summary -> {
            first.add(summary);
            return first.get(0);
        });
    }

    private static Journal liftingAll(Journal right) {
        return Broken.method(Journal.class, right, "lift", (given, whole) -> {
            Lifted lifted = (Lifted) given[0];
            for (String content : List.of("new", "old")) {
                right.lift(new Lifted(lifted.target(), content, lifted.at(), lifted.who(), lifted.why()));
            }
            return null;
        });
    }

    private static Journal prunedAgain(Journal right) {
        List<Object> first = new ArrayList<>();
        return answering(right, "prune", pruned -> {
            first.add(pruned);
            return first.get(0);
        });
    }

    private static Journal ledgers(Journal right, UnaryOperator<Ledger> broken) {
        return answering(right, "ledger", ledger -> broken.apply((Ledger) ledger));
    }

    private record OnceLedger(Ledger right) implements Ledger {
        @Override
        public void append(List<String> lines) {
            right.append(lines);
        }

        @Override
        public Stream<String> lines() {
            return right.lines().distinct();
        }
    }

    private record LineByLine(Ledger right) implements Ledger {
        @Override
        public void append(List<String> lines) {
            lines.forEach(line -> right.append(List.of(line)));
        }

        @Override
        public Stream<String> lines() {
            return right.lines();
        }
    }

    /** Has a lock, and no line that is appended while it is read is kept. */
    private static final class ReadOrWritten implements Ledger {
        private final Ledger right;
        private boolean read;

        ReadOrWritten(Ledger right) {
            this.right = right;
        }

        @Override
        public void append(List<String> lines) {
            if (!read) {
                right.append(lines);
            }
        }

        @Override
        public Stream<String> lines() {
            read = true;
            return right.lines().onClose(() -> read = false);
        }
    }
}
