package dev.rollback;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rollback.health.Health;
import dev.rollback.health.Probe;
import dev.rollback.journal.FileJournal;
import dev.rollback.run.Outcome;
import dev.rollback.run.Verdict;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps that wait for people, who answer here or from another process. */
class EngineApprovalTest {

    @TempDir
    Path folder;

    private final HandTime time = new HandTime();
    private final Lever api = new Lever("api");
    private FileJournal journal;
    private FileJournal elsewhere;
    private RollbackEngine engine;
    private RollbackEngine other;

    @BeforeEach
    void open() {
        journal = FileJournal.in(folder);
        elsewhere = FileJournal.in(folder);
        engine = RollbackEngine.with(journal, options -> options.time(time).seed(7));
        other = RollbackEngine.with(elsewhere, options -> options.time(time).seed(8));
    }

    @AfterEach
    void close() {
        journal.close();
        elsewhere.close();
    }

    private Run waiting(int people) {
        Run run = engine.start(plan(people));
        time.runFor(ofSeconds(5));
        return run;
    }

    private RollbackPlan plan(int people) {
        return RollbackPlan.named("checkout")
                .approve("sign-off", people)
                .rollBack(api)
                .build();
    }

    @Test
    void nothing_is_written_before_it_is_approved() {
        Run run = waiting(1);
        time.runFor(ofMinutes(10));
        assertThat(api.reconciled()).isZero();

        run.approve("Ann");

        assertThat(run.await().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(run.await().timeline())
                .extracting(RollbackReport.Entry::text)
                .contains("approved by Ann");
    }

    @Test
    void it_is_approved_from_elsewhere_by_two() {
        Run run = waiting(2);

        other.run(run.id()).approve("sign-off", "Ann", "seen the graphs");
        time.runFor(ofSeconds(5));
        other.run(run.id()).approve("Ann");
        time.runFor(ofSeconds(5));
        assertThat(other.run(run.id()).status().step("sign-off").seen().evidence())
                .isEqualTo("approved by Ann; 1 to come");
        other.run(run.id()).approve("Bob");

        assertThat(run.await().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void it_is_denied_from_elsewhere() {
        Run run = waiting(1);

        other.run(run.id()).deny("", "Cyd", "wrong service");

        RollbackReport report = run.await();
        assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(report.toText(120)).contains("denied by Cyd: wrong service");
        assertThat(api.reconciled()).isZero();
    }

    @Test
    void what_was_approved_while_nobody_drove_it_holds_when_it_is_resumed() {
        Run run = waiting(1);
        engine.close();
        journal.close();
        other.run(run.id()).approve("Ann");

        RollbackReport report = other.resume(run.id(), plan(1)).await();

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void a_plan_that_asks_other_people_is_another_plan() {
        Run run = waiting(1);
        engine.close();
        journal.close();

        assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(() -> other.resume(run.id(), plan(2)))
                .withMessageContaining("step \"sign-off\" (APPROVE) asks 2 people, expected 1");
    }

    @Test
    void a_verification_is_overridden_with_a_reason() {
        Probe sick = Probe.of("GET /health", look -> Health.unhealthy("503"));
        RollbackPlan plan = RollbackPlan.named("checkout")
                .rollBack("api", api, step -> step.verify(sick))
                .build();
        Run run = engine.start(plan);
        time.runFor(ofSeconds(30));

        other.run(run.id()).override("api", "Dee", "the probe is broken");

        RollbackReport report = run.await();
        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(report.toText(120)).contains("overridden by Dee");
    }

    @Test
    void the_preview_says_whom_it_waits_for() {
        assertThat(engine.preview(plan(2)).toText(120))
                .contains("sign-off")
                .contains("waits for the approval of 2 people");
    }

    @Test
    void a_step_that_does_not_wait_is_named_with_those_that_do() {
        Run run = waiting(1);

        assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(() -> run.approve("api", "Ann", ""))
                .withMessage(
                        "Run " + run.id()
                                + " takes no request to approve: step \"api\" does not wait for an approval. Name one of those that wait: sign-off.");
        assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(() -> other.run(run.id()).approve("sing-off", "Ann", ""))
                .withMessageContaining("no step is called \"sing-off\". Name one of those that wait: sign-off.");
    }

    @Test
    void an_ended_run_takes_no_request() {
        Run run = waiting(1);
        run.approve("Ann");
        run.await();

        assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(() -> run.approve("Ann"))
                .withMessageContaining("takes no request to approve: it has ended. Nothing of it waits for that now.");
    }

    @Test
    void when_several_wait_the_one_that_is_meant_has_to_be_named() {
        RollbackPlan plan = RollbackPlan.named("checkout")
                .inParallel(group -> group.approve("security").approve("product"))
                .rollBack(api)
                .build();
        Run run = engine.start(plan);
        time.runFor(ofSeconds(5));

        assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(() -> run.approve("Ann"))
                .withMessageContaining("several steps wait. Name one of those that wait: security, product.");
    }

    @Test
    void somebody_and_a_reason_are_asked_for() {
        Run run = waiting(1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> run.approve(" "))
                .withMessage("To approve needs a name, got \" \": say who does, it is journaled and reported.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run.deny("sign-off", "Ann", ""))
                .withMessage("To deny needs a reason, got \"\": say why, it is journaled and reported.");
    }

    @Test
    void a_step_that_nobody_has_to_approve_is_a_fault_of_the_plan() {
        assertThatExceptionOfType(InvalidPlanException.class)
                .isThrownBy(() -> plan(0))
                .withMessageContaining("step \"sign-off\": approve by 0 people: expected one or more");
    }
}
