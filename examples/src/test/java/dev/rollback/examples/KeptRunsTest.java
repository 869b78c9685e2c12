package dev.rollback.examples;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.EngineOptions;
import dev.rollback.RollbackEngine;
import dev.rollback.aws.AwsTargets;
import dev.rollback.journal.FileJournal;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.testkit.FakeAws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the command line does with runs that are kept in a folder. */
class KeptRunsTest {

    private static final String API = "ecs:prod/checkout-api";

    private final FakeAws world = FakeAws.in("eu-west-1", "123456789012");
    private final Screenshot out = new Screenshot();
    private final Screenshot err = new Screenshot();

    @TempDir
    Path folder;

    @BeforeEach
    void a_bad_release_after_a_month_of_a_good_one() {
        QuickStart.scene(world);
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("--journal", folder.toString()));
        return new RollBackOnAws(out.stream(), err.stream(), this::targets, this::inVirtualTime, JournalPlace.MEMORY)
                .run(all.toArray(String[]::new));
    }

    private AwsTargets targets() {
        return AwsTargets.using(world::client);
    }

    private void inVirtualTime(EngineOptions options) {
        options.time(world.clock().engineTime()).http(world.http()).processes(world.processes());
    }

    private String serving() {
        return world.ecs().service("prod", "checkout-api").servingTaskDefinition();
    }

    private RunId only() {
        try (FileJournal journal = FileJournal.in(folder)) {
            return journal.runs().get(0);
        }
    }

    /** As a process leaves it that dies under way. */
    private RunId lost(String... arguments) {
        try (FileJournal journal = FileJournal.in(folder);
                RollbackEngine engine = RollbackEngine.with(journal, this::inVirtualTime)) {
            RunId run = engine.start(RollBackOnAws.plan(List.of(arguments), targets()))
                    .id();
            world.clock().advance(ofSeconds(20));
            return run;
        }
    }

    @Test
    void the_first_write_says_what_to_paste() {
        run(API);

        RunId run = only();
        assertThat(out.text())
                .containsSubsequence(
                        "AWS IS CHANGED FROM NOW ON, 2026-03-02T09:00:",
                        "run       " + run,
                        "journal   " + folder,
                        "status    RollBackOnAws status " + run + " --journal " + folder,
                        "cancel    Ctrl-C, or RollBackOnAws cancel " + run + " --journal " + folder,
                        "resume    RollBackOnAws resume " + run + " --journal " + folder + ", if this process dies",
                        "undo      RollBackOnAws undo " + run + " --journal " + folder + ", once it has ended");
    }

    @Test
    void runs_are_listed_and_shown() {
        assertThat(run("runs")).isZero();
        assertThat(out.text()).contains("No run is kept in ");
        run(API);
        RunId run = only();

        assertThat(run("runs")).isZero();
        assertThat(run("status", run.value())).isZero();

        assertThat(out.text())
                .containsSubsequence(
                        run + " ",
                        "ROLLED_BACK",
                        "prod/checkout-api",
                        "ROLLED_BACK, UNKNOWN: prod/checkout-api, run " + run,
                        "NEXT");
    }

    @Test
    void a_run_is_taken_back() {
        run(API);
        RunId run = only();
        assertThat(serving()).isEqualTo("checkout-api:41");

        assertThat(run("undo", run.value(), "--preview")).isZero();
        assertThat(serving()).isEqualTo("checkout-api:41");
        assertThat(run("undo", run.value())).isZero();

        assertThat(serving()).isEqualTo("checkout-api:42");
        assertThat(out.text()).contains("RESTORED", "PREVIEW of taking back run " + run);
    }

    @Test
    void a_run_that_its_process_did_not_survive_is_carried_on() {
        RunId run = lost(API);
        assertThat(run("runs")).isZero();
        assertThat(out.text()).contains("not ended");

        assertThat(run("resume", run.value())).isZero();

        assertThat(serving()).isEqualTo("checkout-api:41");
        assertThat(out.text()).contains("is carried on", "ROLLED_BACK");
    }

    @Test
    void a_run_that_puts_everything_back_is_not_cancelled() {
        RunId run = lost(API);
        try (FileJournal journal = FileJournal.in(folder)) {
            int events = journal.read(run).size();
            journal.append(
                    run, events, List.of(new RunEvent.RestoreDue(world.clock().instant(), 0, run.back())));
        }

        assertThat(run("cancel", run.value(), "--reason", "wrong service")).isEqualTo(1);

        assertThat(err.text()).contains("puts everything back as it was found", "runs to its end");
        assertThat(out.text()).doesNotContain("is asked to stop");
    }

    @Test
    void all_that_are_not_over_are_carried_on() {
        lost(API);

        assertThat(run("resume", "--unfinished")).isZero();
        assertThat(run("resume", "--unfinished")).isZero();

        assertThat(serving()).isEqualTo("checkout-api:41");
    }

    @Test
    void a_run_that_is_cancelled_while_nobody_drives_it_stops_when_it_is_resumed() {
        RunId run = lost(API);

        assertThat(run("cancel", run.value(), "--reason", "wrong service")).isZero();
        assertThat(run("resume", run.value())).isEqualTo(RollBackOnAws.FAILURE);

        assertThat(out.text())
                .containsSubsequence("Run " + run + " is asked to stop", "CANCELLED")
                .contains("cancelled by arn:aws:sts::123456789012:assumed-role/operator/rollback");
    }

    @Test
    void a_run_waits_for_approval_and_is_approved_by_whom_aws_knows() {
        RunId run = lost(API, "--approvals", "1");
        assertThat(serving()).isEqualTo("checkout-api:42");

        assertThat(run("approve", run.value(), "--reason", "seen the graphs")).isZero();
        assertThat(run("resume", run.value())).isZero();

        assertThat(serving()).isEqualTo("checkout-api:41");
        assertThat(out.text())
                .containsSubsequence(
                        "Run " + run + " is told that it is approved.",
                        "approved by arn:aws:sts::123456789012:assumed-role/operator/rollback:");
    }

    @Test
    void a_run_that_is_denied_changes_nothing() {
        RunId run = lost(API, "--approvals", "1");

        assertThat(run("deny", run.value(), "--step", "approval", "--reason", "wrong service"))
                .isZero();
        assertThat(run("resume", run.value())).isEqualTo(RollBackOnAws.REFUSED);

        assertThat(serving()).isEqualTo("checkout-api:42");
    }

    @Test
    void an_approval_is_overridden_with_a_reason() {
        RunId run = lost(API, "--approvals", "2");

        assertThat(run("override", run.value(), "--reason", "nobody else is awake"))
                .isZero();
        assertThat(run("resume", run.value())).isZero();

        assertThat(serving()).isEqualTo("checkout-api:41");
    }

    @Test
    void nobody_could_approve_what_is_kept_in_memory() {
        int code = new RollBackOnAws(
                        out.stream(), err.stream(), this::targets, this::inVirtualTime, JournalPlace.MEMORY)
                .run(API, "--approvals", "1");

        assertThat(code).isEqualTo(RollBackOnAws.USAGE);
        assertThat(err.text()).startsWith("--approvals 1: expected a folder that runs are kept in");
    }

    @Test
    void a_run_that_another_program_began_is_refused() {
        RunId run;
        try (FileJournal journal = FileJournal.in(folder);
                RollbackEngine engine = RollbackEngine.with(journal, this::inVirtualTime)) {
            run = engine.execute(RollBackOnAws.plan(Arguments.parse(API), targets()))
                    .run();
        }

        assertThat(run("undo", run.value())).isEqualTo(RollBackOnAws.USAGE);
        assertThat(err.text()).startsWith(run + ": expected a run that this program began");
    }

    @Test
    void a_run_that_is_not_kept_is_named() {
        assertThat(run("status", "r-1")).isEqualTo(RollBackOnAws.FAILURE);
        assertThat(err.text()).startsWith("There is no run r-1 in the journal in ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "status|status: expected a run with it, for example status 2",
                "cancel a b|cancel b: expected a run and its options",
                "deny a|deny: expected --reason TEXT with it",
                "approve a --step|--step: expected a value",
                "cancel a --step x|cancel --step: expected a run and its options",
                "undo a --override X|--override X: expected --reason TEXT with it",
                "undo a --override|--override: expected a value",
                "status --unfinished|status --unfinished: expected a run and its options",
                "runs a|runs a: expected a run and its options",
                "resume a/b|resume a/b: expected a run and its options"
            })
    void bad_arguments_are_named_with_what_was_expected(String line, String message) {
        assertThat(run(line.split(" "))).isEqualTo(RollBackOnAws.USAGE);
        assertThat(err.text()).startsWith(message);
    }

    @Test
    void a_journal_in_memory_holds_no_run_of_another_process() {
        int code = new RollBackOnAws(
                        out.stream(), err.stream(), this::targets, this::inVirtualTime, JournalPlace.MEMORY)
                .run("runs");

        assertThat(code).isEqualTo(RollBackOnAws.USAGE);
        assertThat(err.text()).startsWith("--journal memory: expected the folder that the run is kept in");
    }

    @ParameterizedTest
    @CsvSource({"--journal", "--journal=", "--journal --preview"})
    void a_journal_without_a_folder_is_refused(String option) {
        int code = new RollBackOnAws(
                        out.stream(), err.stream(), this::targets, this::inVirtualTime, JournalPlace.MEMORY)
                .run((API + " " + option).split(" "));

        assertThat(code).isEqualTo(RollBackOnAws.USAGE);
        assertThat(err.text()).contains("expected a folder or memory");
    }

    @Test
    void a_journal_that_cannot_be_kept_keeps_nobody_from_rolling_back() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "not a folder");

        int code = new RollBackOnAws(out.stream(), err.stream(), this::targets, this::inVirtualTime, file.toString())
                .run(API);

        assertThat(code).isEqualTo(RollBackOnAws.FAILURE);
        assertThat(err.text()).contains("To go on without keeping runs, add --journal memory.");
        assertThat(serving()).isEqualTo("checkout-api:42");
    }
}
