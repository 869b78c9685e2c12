package dev.rollback.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rollback.journal.Checkpoint;
import dev.rollback.journal.Journal;
import dev.rollback.journal.JournalException;
import dev.rollback.journal.Practice;
import dev.rollback.journal.Request;
import dev.rollback.journal.Retention;
import dev.rollback.run.Outcome;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.run.Verdict;
import dev.rollback.target.TargetId;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The clauses of {@link JournalContract} on what is kept beside the events of runs: checkpoints, drills, and what is asked of a run. */
abstract class AttachmentClauses {

    static final Instant T = Instant.parse("2026-11-20T12:00:00Z");
    static final RunId RUN = new RunId("r-1");
    private static final TargetId API = new TargetId("ecs-service", "eu-west-1/123456789012", "prod/api");

    /** The journal of the test. */
    abstract Journal journal();

    private static Checkpoint checkpoint(String id, Instant at, String version) {
        Version served = Version.of(version, "sha256:" + version, Tenure.since(T, "test"))
                .labelled("v1 \"ä\"\n")
                .fact("weights", "90/10");
        return new Checkpoint(
                id,
                at,
                List.of(new Checkpoint.Captured(API, served)),
                List.of("may be deleted"),
                new TreeMap<>(Map.of("release", "v1")));
    }

    @Test
    void reads_a_checkpoint_that_was_kept() {
        Checkpoint kept = checkpoint("c-1", T, "41");

        journal().keep(kept);

        assertThat(journal().checkpoint("c-1")).isEqualTo(kept);
        assertThat(journal().runs()).isEmpty();
    }

    @Test
    void lists_checkpoints_newest_first() {
        Checkpoint old = checkpoint("c-2", T, "41");
        Checkpoint young = checkpoint("c-1", T.plusSeconds(1), "42");
        Checkpoint beside = checkpoint("c-3", T, "42");

        List.of(beside, young, old).forEach(journal()::keep);

        assertThat(journal().checkpoints()).containsExactly(young, beside, old);
    }

    @Test
    void keeps_a_checkpoint_in_the_place_of_the_one_of_its_name() {
        journal().keep(checkpoint("c-1", T, "41"));

        journal().keep(checkpoint("c-1", T, "42"));

        assertThat(journal().checkpoints()).containsExactly(checkpoint("c-1", T, "42"));
    }

    @Test
    void refuses_a_checkpoint_that_it_does_not_hold() {
        assertThatExceptionOfType(JournalException.class)
                .isThrownBy(() -> journal().checkpoint("c-9"))
                .withMessageContaining("There is no checkpoint c-9")
                .matches(e -> e.kind() == JournalException.Kind.UNKNOWN_CHECKPOINT);
        assertThat(journal().checkpoints()).isEmpty();
    }

    private static Practice.Drilled drill(String run, Instant at, String failure) {
        return new Practice.Drilled(
                new RunId(run),
                "checkout \"ä\"\n",
                at,
                API.scope(),
                Duration.ofMinutes(8),
                failure,
                List.of(new Practice.Measured("api", API.kind(), Duration.ofSeconds(90), Duration.ofMinutes(3))));
    }

    @Test
    void lists_the_drills_that_were_kept_newest_first() {
        Practice.Drilled old = drill("r-2", T, "");
        Practice.Drilled young = drill("r-1", T.plusSeconds(1), "it ended PARTIAL");

        List.of(young, old).forEach(journal()::keep);

        assertThat(journal().drills()).containsExactly(young, old);
        assertThat(journal().runs()).isEmpty();
        assertThat(journal().checkpoints()).isEmpty();
    }

    @Test
    void keeps_a_drill_in_the_place_of_the_one_of_its_run() {
        journal().keep(drill("r-1", T, "it ended PARTIAL"));

        journal().keep(drill("r-1", T, ""));

        assertThat(journal().drills()).containsExactly(drill("r-1", T, ""));
    }

    @Test
    void remembers_a_drill_whose_run_was_pruned() {
        RunEvent ended = new RunEvent.RunEnded(T, Outcome.ROLLED_BACK, Verdict.UNKNOWN);
        journal().append(RUN, 0, List.of(JournalContract.begin(RUN), ended));
        journal().keep(drill(RUN.value(), T, ""));

        journal().prune(new Retention(Duration.ofDays(1), 0), T.plus(Duration.ofDays(90)));

        assertThat(journal().runs()).isEmpty();
        assertThat(journal().drills()).containsExactly(drill(RUN.value(), T, ""));
    }

    @Test
    void keeps_what_is_asked_of_a_run_in_order() {
        journal().append(RUN, 0, List.of(JournalContract.begin(RUN)));
        Request first = Request.cancel(T, "Ann \"A\"\n", "wrong service");
        Request second = new Request(T.plusSeconds(1), Request.Kind.OVERRIDE, "smoke test", 2, "Bob", "seen by eye");

        journal().ask(RUN, first);
        journal().ask(RUN, second);

        assertThat(journal().asked(RUN)).containsExactly(first, second);
        assertThat(journal().read(RUN)).containsExactly(JournalContract.begin(RUN));
    }

    @Test
    void refuses_what_is_asked_of_a_run_that_it_does_not_hold() {
        Request request = Request.cancel(T, "Ann", "");

        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> journal().ask(RUN, request), () -> journal().asked(RUN))) {
            assertThatExceptionOfType(JournalException.class)
                    .isThrownBy(call)
                    .matches(e -> e.kind() == JournalException.Kind.UNKNOWN_RUN);
        }
    }
}
