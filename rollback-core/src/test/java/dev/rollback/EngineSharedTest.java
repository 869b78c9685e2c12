package dev.rollback;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rollback.journal.JournalException;
import dev.rollback.run.Outcome;
import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two engines that share a journal which is no folder, and which may be away. */
class EngineSharedTest {

    private final HandTime time = new HandTime();
    private final FlakyJournal journal = new FlakyJournal();
    private final Bench driving = new Bench(time, journal, options -> {});
    private final Bench elsewhere = new Bench(time, journal, options -> {});
    private final Lever api = new Lever("api");
    private Run run;

    @BeforeEach
    void begin() {
        api.reconcile =
                (change, attempt) -> attempt.now().isBefore(attempt.plannedAt().plus(ofMinutes(5)))
                        ? Progress.pending("draining", 0.5, Memo.empty(), ofSeconds(10))
                        : api.go(change, attempt);
        run = driving.engine.start(Bench.plan(api));
        time.runFor(ofSeconds(30));
    }

    @Test
    void what_is_asked_elsewhere_is_heard_though_the_journal_ends_with_the_process() {
        elsewhere.engine.run(run.id()).cancel("Ann", "wrong service");

        time.runFor(ofSeconds(5));

        assertThat(run.isEnded()).isTrue();
        assertThat(run.await().outcome()).isEqualTo(Outcome.CANCELLED);
    }

    @Test
    void a_journal_that_is_away_for_a_while_ends_nobodys_waiting() {
        Run seen = elsewhere.engine.run(run.id());
        journal.unreadable = any -> FlakyJournal.full();
        elsewhere.after(ofMinutes(2), () -> journal.unreadable = any -> null);

        assertThat(seen.await().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void a_run_that_cannot_be_read_for_good_is_not_waited_for() {
        Run seen = elsewhere.engine.run(run.id());
        journal.unreadable = any -> JournalException.corrupt("line 1", "it is damaged");

        assertThatExceptionOfType(JournalException.class)
                .isThrownBy(seen::await)
                .withMessageContaining("it is damaged");
    }
}
