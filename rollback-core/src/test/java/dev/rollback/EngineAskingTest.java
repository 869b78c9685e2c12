package dev.rollback;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.journal.InMemoryJournal;
import dev.rollback.lease.Severity;
import dev.rollback.run.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** People are asked where they are, beside the run. */
class EngineAskingTest {

    private final HandTime time = new HandTime();
    private final InMemoryJournal journal = new InMemoryJournal();
    private final Lever api = new Lever("api");
    private final List<ApprovalDesk.Approval> asked = new ArrayList<>();

    private RollbackEngine engine(ApprovalDesk... desks) {
        return RollbackEngine.with(journal, options -> {
            options.time(time).seed(7);
            List.of(desks).forEach(options::approvals);
        });
    }

    private RollbackPlan plan() {
        return RollbackPlan.named("checkout")
                .severity(Severity.INFORMATIONAL)
                .incident(facts -> facts.id("INC-4711"))
                .rollBack(api)
                .approve("cut-over")
                .run("switch", attempt -> {})
                .build();
    }

    @Test
    void a_desk_is_asked_once_for_each_step_when_it_begins_to_wait() {
        RollbackEngine engine = engine(asked::add);
        Run run = engine.start(plan());
        time.runFor(ofMinutes(30));
        run.approve("Ann");
        run.approve("Bob");
        time.runFor(ofMinutes(30));

        run.approve("Ann");

        assertThat(run.await().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(asked).extracting(ApprovalDesk.Approval::step).containsExactly("approval", "cut-over");
        assertThat(asked).extracting(ApprovalDesk.Approval::people).containsExactly(2, 1);
        assertThat(asked.get(0).run()).isEqualTo(run.id());
        assertThat(asked.get(0).outline().incident().id()).isEqualTo("INC-4711");
        assertThat(asked.get(0).outline().severity()).isEqualTo(Severity.INFORMATIONAL);
    }

    @Test
    void a_desk_that_throws_or_hangs_changes_nothing_and_others_are_asked() {
        ApprovalDesk throwing = approval -> {
            throw new IllegalStateException("the chat is down");
        };
        Run run = engine(throwing, this::hang, asked::add).start(plan());
        time.runFor(ofMinutes(1));

        run.breakGlass("Dee", "the chat is down");

        assertThat(run.await().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(run.await().took()).isLessThan(ofMinutes(2));
        assertThat(asked).hasSize(1);
    }

    private void hang(ApprovalDesk.Approval approval) {
        try {
            time.pause(ofMinutes(5));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whoever_carries_the_run_on_asks_again_for_what_still_waits() {
        RollbackEngine first = engine(asked::add);
        Run run = first.start(plan());
        time.runFor(ofSeconds(5));
        first.close();
        RollbackEngine second = engine(asked::add);

        second.resume(run.id(), plan());
        time.runFor(ofSeconds(5));

        assertThat(asked).extracting(ApprovalDesk.Approval::step).containsExactly("approval", "approval");
    }
}
