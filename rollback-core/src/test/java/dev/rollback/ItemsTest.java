package dev.rollback;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.run.RunId;
import dev.rollback.target.Attempt;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetException;
import dev.rollback.target.TargetException.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a target may do with many items in one call. */
class ItemsTest {

    private final Bench bench = new Bench();
    private final Lever site = new Lever("site");
    private final List<String> told = new ArrayList<>();

    /** Rolls a target back whose only call does this for items. */
    private RollbackReport run(Iterator<String> items, int atOnce, Function<String, String> call) {
        site.reconcile = (change, attempt) -> {
            attempt.forEach(items, atOnce, call, this::tell);
            return site.go(change, attempt);
        };
        return bench.engine.execute(RollbackPlan.named("site").rollBack(site).build());
    }

    private void tell(Attempt.Done<String, String> done) {
        told.add(done.item() + " "
                + (done.failure() == null ? done.result() : done.failure().kind()));
    }

    /** Fails that often with that kind, then answers. */
    private static Function<String, String> failing(Map<String, Integer> times, Kind kind) {
        Map<String, Integer> left = new TreeMap<>(times);
        return item -> {
            if (left.merge(item, -1, Integer::sum) >= 0) {
                throw TargetException.of(kind, "not yet");
            }
            return "done";
        };
    }

    @Test
    void each_item_is_told_of_once() {
        RollbackReport report = run(List.of("a", "b", "c").iterator(), 2, item -> item.repeat(2));

        assertThat(report.isSuccess()).isTrue();
        assertThat(told).containsExactlyInAnyOrder("a aa", "b bb", "c cc");
    }

    @Test
    void an_item_that_fails_in_passing_is_tried_again() {
        RollbackReport report = run(List.of("a", "b").iterator(), 1, failing(Map.of("b", 3), Kind.UNKNOWN_OUTCOME));

        assertThat(report.isSuccess()).isTrue();
        assertThat(told).containsExactly("a done", "b done");
    }

    @Test
    void an_item_that_goes_on_failing_is_told_with_its_failure_and_the_rest_goes_on() {
        run(List.of("a", "b", "c").iterator(), 1, failing(Map.of("b", 4), Kind.TRANSIENT));

        assertThat(told).containsExactly("a done", "b TRANSIENT", "c done");
    }

    @Test
    void an_item_that_is_refused_is_not_tried_again() {
        run(List.of("a", "b").iterator(), 1, failing(Map.of("a", 1), Kind.DENIED));

        assertThat(told).containsExactly("a DENIED", "b done");
    }

    @Test
    void an_item_whose_code_breaks_does_not_break_the_others() {
        run(List.of("a", "b").iterator(), 1, item -> {
            if (item.equals("a")) {
                throw new IllegalStateException("broken");
            }
            return "done";
        });

        assertThat(told).containsExactly("a INVALID", "b done");
    }

    @Test
    void throttling_takes_no_attempt_but_the_call_has_an_end() {
        run(List.of("a", "b").iterator(), 1, failing(Map.of("a", 100), Kind.THROTTLED));

        assertThat(told).containsExactly("a THROTTLED", "b done");
    }

    @Test
    void items_are_taken_only_as_there_is_room() {
        List<String> taken = new ArrayList<>();
        Iterator<String> items = Stream.of("a", "b", "c").peek(taken::add).iterator();
        List<Integer> takenWhenDone = new ArrayList<>();

        run(items, 1, item -> {
            takenWhenDone.add(taken.size());
            return item;
        });

        assertThat(takenWhenDone).isSubsetOf(1, 2, 3).isSorted().startsWith(1);
    }

    @Test
    void more_at_once_than_allowed_is_refused() {
        RollbackReport report = run(Collections.emptyIterator(), Attempt.MOST_AT_ONCE + 1, item -> item);

        assertThat(report.isSuccess()).isFalse();
        assertThat(report.toText(200)).contains("forEach with 513 items at once: expected 1 to 512");
    }

    @Test
    void records_of_a_step_are_kept_from_call_to_call_apart_from_those_of_others() {
        Lever other = new Lever("other");
        List<String> seen = new ArrayList<>();
        Function<String, Lever> keeping = name -> {
            Lever lever = name.equals("site") ? site : other;
            int[] calls = {0};
            lever.reconcile = (change, attempt) -> {
                attempt.ledger().append(List.of(name + " " + ++calls[0]));
                try (Stream<String> lines = attempt.ledger().lines()) {
                    seen.add(String.join(",", lines.toList()));
                }
                return calls[0] < 2
                        ? Progress.pending("goes on", 0.5, attempt.memo(), ofSeconds(1))
                        : lever.go(change, attempt);
            };
            return lever;
        };

        bench.engine.execute(RollbackPlan.named("both")
                .rollBack(keeping.apply("site"))
                .rollBack(keeping.apply("other"))
                .build());

        assertThat(seen).containsExactly("site 1", "site 1,site 2", "other 1", "other 1,other 2");
    }

    @Test
    void a_journal_that_is_away_is_a_passing_failure_of_the_call() {
        FlakyJournal journal = new FlakyJournal();
        StepLedger ledger = new StepLedger(() -> journal.ledger(new RunId("run-1"), 0));
        journal.failure = FlakyJournal.full();

        Kind kind = kindOf(() -> ledger.append(List.of("a")));
        journal.failure = null;
        ledger.append(List.of("a"));

        assertThat(kind).isEqualTo(Kind.TRANSIENT);
        try (Stream<String> lines = ledger.lines()) {
            assertThat(lines).containsExactly("a");
        }
    }

    private static Kind kindOf(Runnable work) {
        try {
            work.run();
        } catch (TargetException e) {
            return e.kind();
        }
        throw new AssertionError("did not fail");
    }
}
