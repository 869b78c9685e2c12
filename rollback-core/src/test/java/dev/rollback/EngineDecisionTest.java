package dev.rollback;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rollback.health.Health;
import dev.rollback.health.Probe;
import dev.rollback.journal.FileJournal;
import dev.rollback.lease.Severity;
import dev.rollback.run.Outcome;
import dev.rollback.run.Rollout;
import dev.rollback.run.StepState;
import dev.rollback.target.Gradual;
import dev.rollback.target.Progress;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What follows from how severe an incident is: who approves before the first change, by when it shall begin, who is called. */
class EngineDecisionTest {

    private static final DecisionMatrix HOUSE =
            DecisionMatrix.of(m -> m.rising("SEV-0", "SEV-1", "SEV-2", "SEV-3", "SEV-4"));

    @TempDir
    Path folder;

    private final HandTime time = new HandTime();
    private final Lever api = new Lever("api");
    private final Lever web = new Lever("web");
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

    private RollbackPlan plan(Severity severity) {
        return RollbackPlan.named("checkout")
                .severity(severity)
                .rollBack(api)
                .rollBack(web)
                .build();
    }

    private Run started(RollbackPlan plan) {
        Run run = engine.start(plan);
        time.runFor(ofSeconds(5));
        return run;
    }

    @Test
    void one_person_approves_what_is_minor_before_anything_is_written() {
        Run run = started(plan(Severity.MINOR));
        assertThat(api.reconciled()).isZero();
        assertThat(run.status().step("approval").phase()).isEqualTo(StepState.Phase.RUNNING);

        other.run(run.id()).approve("Ann");

        assertThat(run.await().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void two_different_people_approve_what_harms_nobody() {
        Run run = started(plan(Severity.INFORMATIONAL));
        run.approve("Ann");
        run.approve("Ann");
        time.runFor(ofMinutes(5));
        assertThat(api.reconciled()).isZero();

        run.approve("Bob");

        assertThat(run.await().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void nobody_is_asked_from_significant_on_nor_where_nothing_is_said() {
        assertThat(plan(Severity.SIGNIFICANT).stepNames()).containsExactly("api", "web");
        assertThat(plan(Severity.CRITICAL).stepNames()).containsExactly("api", "web");
        assertThat(RollbackPlan.named("p").rollBack(api).build().stepNames()).containsExactly("api");
    }

    @Test
    void a_denied_one_is_refused_with_nothing_written() {
        Run run = started(plan(Severity.MINOR));

        run.deny("", "Cyd", "it is the cache");

        assertThat(run.await().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(api.reconciled()).isZero();
    }

    @Test
    void it_is_approved_while_nobody_drives_it() {
        Run run = started(plan(Severity.MINOR));
        engine.close();
        journal.close();
        other.run(run.id()).approve("Ann");

        RollbackReport report = other.resume(run.id(), plan(Severity.MINOR)).await();

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void what_only_looks_does_not_wait_for_the_approval() {
        RollbackPlan plan = RollbackPlan.named("checkout")
                .severity(Severity.MINOR)
                .verify("still bad", Probe.of("error rate", look -> Health.healthy("7 %")))
                .rollBack(api)
                .build();

        Run run = started(plan);
        time.runFor(ofMinutes(2));

        assertThat(run.status().step("still bad").phase()).isEqualTo(StepState.Phase.SETTLED);
        assertThat(run.status().step("approval").phase()).isEqualTo(StepState.Phase.RUNNING);
        assertThat(api.reconciled()).isZero();
    }

    @Test
    void a_plan_that_asks_enough_people_itself_is_left_as_it_is() {
        RollbackPlan.Builder builder = RollbackPlan.named("checkout").severity(Severity.MINOR);

        assertThat(builder.approve("sign-off", 1).rollBack(api).build().stepNames())
                .containsExactly("sign-off", "api");
    }

    @Test
    void one_that_asks_too_few_or_too_late_is_not() {
        RollbackPlan few = RollbackPlan.named("few")
                .severity(Severity.INFORMATIONAL)
                .approve("approval")
                .rollBack(api)
                .build();
        RollbackPlan late = RollbackPlan.named("late")
                .severity(Severity.MINOR)
                .rollBack(api)
                .approve("sign-off")
                .rollBack(web)
                .build();

        assertThat(few.stepNames()).containsExactly("approval 2", "approval", "api");
        assertThat(late.stepNames()).containsExactly("approval", "api", "sign-off", "web");
    }

    @Test
    void a_drill_asks_nobody_and_neither_does_the_way_back() {
        Drill drill = engine.drill(api.scope, plan(Severity.INFORMATIONAL));

        assertThat(drill.orThrow().rollback().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void a_rollback_that_was_approved_is_taken_back_as_one() {
        Run run = started(plan(Severity.MINOR));
        run.approve("Ann");
        run.await();

        RollbackReport back = engine.undo(run.id(), plan(Severity.MINOR)).await();

        assertThat(back.outcome()).isEqualTo(Outcome.RESTORED);
        assertThat(api.serving).isEqualTo(Lever.BAD);
    }

    @Test
    void the_glass_is_broken_from_elsewhere_with_a_reason_that_is_told() {
        Run run = started(plan(Severity.INFORMATIONAL));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run.breakGlass("Dee", " "))
                .withMessageContaining("To break the glass needs a reason");

        other.run(run.id()).breakGlass("Dee", "all phones are down");

        RollbackReport report = run.await();
        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.toText(120))
                .contains("glass     BROKEN by Dee: all phones are down")
                .contains("GLASS BROKEN by Dee: all phones are down; nothing waits for an approval any more");
        assertThat(report.toJson()).contains("\"who\" : \"Dee\"");
        assertThat(other.run(run.id()).status().glassBroken()).isEqualTo(report.glassBroken());
        assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(() -> other.run(run.id()).breakGlass("Eve", "too"))
                .withMessageContaining("it has ended");
    }

    @Test
    void whoever_is_next_is_called_when_it_does_not_begin() {
        RollbackPlan plan = RollbackPlan.named("checkout")
                .severity("SEV-1", HOUSE)
                .incident(facts -> facts.contacts("Ann", "Bob"))
                .rollBack(api)
                .build();
        Run run = started(plan);

        time.runFor(ofMinutes(16));
        run.approve("Bob");

        assertThat(run.await().toText(120))
                .contains("RESPONSE LATE: the rollback was to have begun by 12:15:00; call Bob");
        assertThat(run.await().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void the_preview_says_what_the_word_of_the_house_means() {
        RollbackPlan plan = RollbackPlan.named("checkout")
                .severity("SEV-1", HOUSE)
                .rollBack(api)
                .build();

        assertThat(engine.preview(plan).toText(120))
                .contains("severity  SEV-1, which is MINOR, hardly anybody notices")
                .contains(
                        "decided   one person approves before the first change; to begin within 15 min of the incident")
                .contains("waits for the approval of one person");
    }

    @Test
    void a_word_that_the_house_does_not_have_is_a_fault_of_the_plan() {
        assertThatExceptionOfType(InvalidPlanException.class)
                .isThrownBy(() -> RollbackPlan.named("checkout")
                        .severity("P1", HOUSE)
                        .incident(facts -> facts.runbook("wiki"))
                        .build())
                .withMessageContaining("\"P1\" is no severity of this house: expected one of SEV-0, SEV-1")
                .withMessageContaining("the link \"wiki\" does not start with http:// or https://")
                .withMessageContaining("the plan has no steps");
    }

    @Test
    void what_is_critical_goes_back_at_once_and_the_preview_says_so() {
        GradualLever gradual = new GradualLever("gradual");
        RollbackPlan plan = RollbackPlan.named("checkout")
                .severity(Severity.CRITICAL)
                .rollBack(
                        "api",
                        gradual,
                        step -> step.gradually(Rollout.percent(50).then(100).every(ofMinutes(30))))
                .build();

        assertThat(engine.preview(plan).toText(120))
                .contains("AT_ONCE: All at once and not gradually, because the incident is CRITICAL: api.");
        assertThat(engine.execute(plan).took()).isLessThan(ofMinutes(5));
    }

    /** One that could be changed by shares of the traffic. */
    private static final class GradualLever extends Lever implements Gradual {
        GradualLever(String name) {
            super(name);
            reconcile = (change, attempt) -> attempt.weight() < 100 ? Progress.done("half") : go(change, attempt);
        }
    }
}
