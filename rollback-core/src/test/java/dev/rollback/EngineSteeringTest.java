package dev.rollback;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rollback.journal.FileJournal;
import dev.rollback.journal.JournalException;
import dev.rollback.run.FailurePolicy;
import dev.rollback.run.Outcome;
import dev.rollback.run.RunId;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that one engine drives, seen and steered from another one on the same folder, and one that is found there later. */
class EngineSteeringTest {

    @TempDir
    Path folder;

    private final HandTime time = new HandTime();
    private final Lever api = new Lever("api");
    private final Lever web = new Lever("web");
    private final Lever db = new Lever("db");
    private FileJournal journal;
    private FileJournal elsewhere;
    private RollbackEngine engine;
    private RollbackEngine other;

    @BeforeEach
    void open() {
        journal = FileJournal.in(folder);
        elsewhere = FileJournal.in(folder);
        engine = engine(journal);
        other = engine(elsewhere);
        api.reconcile =
                (change, attempt) -> attempt.now().isBefore(attempt.plannedAt().plus(ofMinutes(5)))
                        ? Progress.pending("draining", 0.5, Memo.empty(), ofSeconds(10))
                        : api.go(change, attempt);
    }

    private RollbackEngine engine(FileJournal kept) {
        return RollbackEngine.with(kept, options -> options.time(time).seed(7));
    }

    @AfterEach
    void close() {
        journal.close();
        elsewhere.close();
    }

    private Run started() {
        Run run = engine.start(Bench.plan(api, web));
        time.runFor(ofSeconds(30));
        return run;
    }

    @Test
    void its_status_is_seen_from_elsewhere() {
        Run run = started();

        RollbackReport seen = other.run(run.id()).status();

        assertThat(other.run(run.id()).isEnded()).isFalse();
        assertThat(seen.isEnded()).isFalse();
        assertThat(seen.plan()).isEqualTo("checkout");
        assertThat(seen.reason()).isEqualTo("5xx at 7 %");
        assertThat(seen.step("api").seen().evidence()).isEqualTo("draining");
        assertThat(seen.timeline()).extracting(RollbackReport.Entry::text).contains("goes from bad to good");
    }

    @Test
    void it_is_cancelled_from_elsewhere_by_whom_and_why() {
        Run run = started();

        other.run(run.id()).cancel("Ann", "wrong service");
        time.runFor(ofSeconds(5));

        RollbackReport report = run.await();
        assertThat(report.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(report.timeline())
                .extracting(RollbackReport.Entry::text)
                .contains("cancelled by Ann: wrong service");
        assertThat(web.reconciled()).isZero();
    }

    @Test
    void a_request_of_a_newer_version_keeps_nobody_from_cancelling() throws IOException {
        Run run = started();
        other.run(run.id()).cancel("Ann", "wrong service");
        Path inbox = folder.resolve(run.id() + ".inbox");
        Files.writeString(inbox, newer(Files.readString(inbox)) + Files.readString(inbox));

        time.runFor(ofSeconds(5));

        assertThat(run.await().outcome()).isEqualTo(Outcome.CANCELLED);
    }

    private static String newer(String line) {
        byte[] body = line.substring(line.indexOf('{'))
                .replace("\"format\":1", "\"format\":2")
                .strip()
                .getBytes(StandardCharsets.UTF_8);
        CRC32C sum = new CRC32C();
        sum.update(body);
        return String.format(Locale.ROOT, "%08x ", sum.getValue()) + new String(body, StandardCharsets.UTF_8) + "\n";
    }

    @Test
    void its_end_is_waited_for_from_elsewhere() {
        Run run = started();

        RollbackReport report = other.run(run.id()).await();

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.run()).isEqualTo(run.id());
    }

    @Test
    void a_run_of_the_same_engine_is_the_same_run() {
        Run run = started();

        assertThat(engine.run(run.id())).isSameAs(run);
    }

    @Test
    void a_run_that_ended_long_ago_tells_its_report() {
        RunId run = started().id();
        time.runFor(ofMinutes(10));

        RollbackReport report = other.run(run).status();

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.step("web").serving()).isPresent();
        assertThat(other.run(run).await().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void a_run_that_the_journal_does_not_hold_is_refused() {
        assertThatExceptionOfType(JournalException.class)
                .isThrownBy(() -> other.run(new RunId("r-1")))
                .withMessageContaining("There is no run r-1 in the journal");
    }

    @Test
    void what_was_asked_while_nobody_drove_it_is_taken_when_it_is_resumed() {
        RunId run = started().id();
        engine.close();
        journal.close();
        other.run(run).cancel("Ann", "enough");

        RollbackReport report = other.resume(run, Bench.plan(api, web)).await();

        assertThat(report.outcome()).isEqualTo(Outcome.CANCELLED);
    }

    private RollbackPlan signedOff() {
        return RollbackPlan.named("checkout")
                .inParallel(group -> group.rollBack(api).approve("sign-off"))
                .rollBack(web)
                .build();
    }

    /** It is heard again, before it is known which targets the run gets. */
    @Test
    void what_was_asked_before_takes_no_target_from_a_run_that_is_resumed() {
        RunId run = engine.start(signedOff()).id();
        time.runFor(ofSeconds(30));
        other.run(run).approve("Ann");
        time.runFor(ofSeconds(5));
        engine.close();
        journal.close();

        RollbackReport report = other.resume(run, signedOff()).await();

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void what_puts_everything_back_is_not_cancelled_from_elsewhere() {
        web.reconcile = (change, attempt) -> Progress.failed(FailureKind.VERSION, "its tasks crash");
        RollbackPlan plan = RollbackPlan.named("checkout")
                .onFailure(FailurePolicy.RESTORE)
                .rollBack(api)
                .rollBack(web)
                .build();
        Run run = engine.start(plan);
        time.runFor(ofMinutes(6));
        RunId back = new RunId(run.id() + "-back");

        assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(() -> other.run(back).cancel("Ann", "stop"))
                .withMessageContaining("that runs to its end");

        assertThat(run.await().outcome()).isEqualTo(Outcome.RESTORED);
        assertThat(other.run(back).status().outcome()).isEqualTo(Outcome.RESTORED);
        assertThat(api.serving.content()).isEqualTo("bad");
    }

    @Test
    void who_tries_to_carry_on_what_is_driven_takes_no_lease_from_it() {
        Run run = started();

        assertThat(other.resumeAll(name -> Bench.plan(api, web))).isEmpty();
        time.runFor(ofMinutes(1));

        assertThat(run.await().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void what_another_process_puts_back_is_waited_for() {
        web.reconcile = (change, attempt) -> Progress.failed(FailureKind.VERSION, "its tasks crash");
        api.reconcile = (change, attempt) -> change.takesBack().isPresent()
                        && attempt.now().isBefore(attempt.plannedAt().plus(ofMinutes(9)))
                ? Progress.pending("draining", 0.5, Memo.empty(), ofSeconds(10))
                : api.go(change, attempt);
        RollbackPlan plan = RollbackPlan.named("checkout")
                .onFailure(FailurePolicy.RESTORE)
                .rollBack(api)
                .rollBack(web)
                .build();
        RunId run = engine.start(plan).id();
        time.runFor(ofSeconds(30));
        engine.close();
        journal.close();

        try (FileJournal third = FileJournal.in(folder);
                RollbackEngine alone = engine(third)) {
            Run back = alone.resume(run.back(), plan);
            time.runFor(ofSeconds(5));
            Run resumed = other.resume(run, plan);
            time.runFor(ofMinutes(1));
            assertThat(resumed.isEnded()).isFalse();

            assertThat(back.await().outcome()).isEqualTo(Outcome.RESTORED);
            assertThat(resumed.await().outcome()).isEqualTo(Outcome.RESTORED);
        }
    }

    @Test
    void all_that_nobody_drives_is_carried_on_and_what_has_no_plan_is_left() {
        RunId run = started().id();
        RunId unknown = engine.start(RollbackPlan.named("another")
                        .rollBack(new Lever("else"))
                        .build())
                .id();
        engine.close();
        journal.close();

        List<Run> resumed = other.resumeAll(name -> name.equals("checkout") ? Bench.plan(api, web) : null);

        assertThat(resumed).extracting(Run::id).containsExactly(run);
        assertThat(resumed.get(0).await().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(other.unfinished()).containsExactly(unknown);
    }

    @Test
    void notes_are_found_again_with_the_run() {
        RollbackPlan plan = RollbackPlan.named("checkout")
                .note("deployment", "d-42")
                .rollBack(web)
                .build();

        RunId run = engine.execute(plan).run();

        assertThat(elsewhere.read(run).get(0))
                .extracting("outline.notes")
                .asString()
                .isEqualTo("{deployment=d-42}");
    }

    @Test
    void a_run_that_another_engine_drives_keeps_no_other_from_being_carried_on() {
        api.reconcile = (change, attempt) -> Progress.pending("draining", 0.5, Memo.empty(), ofSeconds(10));
        RunId driven = started().id();
        RunId lost = lostElsewhere();

        List<Run> resumed = other.resumeAll(name ->
                name.equals("lost") ? RollbackPlan.named("lost").rollBack(db).build() : Bench.plan(api, web));

        assertThat(resumed).extracting(Run::id).containsExactly(lost);
        assertThat(other.unfinished()).contains(driven);
    }

    private RunId lostElsewhere() {
        try (FileJournal third = FileJournal.in(folder);
                RollbackEngine lost = engine(third)) {
            db.first(List.of(Progress.pending("draining", 0.5, Memo.empty(), ofMinutes(1))));
            RunId run =
                    lost.start(RollbackPlan.named("lost").rollBack(db).build()).id();
            time.runFor(ofSeconds(5));
            return run;
        }
    }
}
