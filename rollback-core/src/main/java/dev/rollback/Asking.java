package dev.rollback;

import dev.rollback.run.RunEvent;
import dev.rollback.run.RunState;
import dev.rollback.run.StepState;
import dev.rollback.time.EngineTime;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the desks of one engine which steps of a run begin to wait for people. On the loop; each desk is called beside it. */
final class Asking {

    private static final Logger log = LoggerFactory.getLogger(Asking.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final EngineTime time;
    private final List<ApprovalDesk> desks;
    private final RunState state;

    Asking(Parts parts, RunState state) {
        this.time = parts.time();
        this.desks = parts.access().desks();
        this.state = state;
    }

    /** These have happened and are durable. A run that is carried on asks anew. */
    void follow(List<RunEvent> events) {
        for (RunEvent event : desks.isEmpty() ? List.<RunEvent>of() : events) {
            if (event instanceof RunEvent.RunResumed) {
                state.steps().forEach(this::ask);
            } else if (event instanceof RunEvent.StepStarted started) {
                ask(state.step(started.step()));
            }
        }
    }

    private void ask(StepState step) {
        if (step.awaitsApproval()) {
            ApprovalDesk.Approval approval = new ApprovalDesk.Approval(
                    state.run(),
                    state.outline(),
                    step.outline().name(),
                    step.outline().course().approvers(),
                    state.deadline());
            desks.forEach(desk -> ask(desk, approval));
        }
    }

    private void ask(ApprovalDesk desk, ApprovalDesk.Approval approval) {
        time.call(
                PATIENCE,
                () -> {
                    desk.ask(approval);
                    return true;
                },
                new EngineTime.Answer<Boolean>() {
                    @Override
                    public void done(Boolean asked) {
                        log.info("Asked for the approval of {} of run {}", approval.step(), approval.run());
                    }

                    @Override
                    public void failed(Throwable failure) {
                        log.warn(
                                "An approval desk could not ask for {} of run {}; the run waits for answers all the same",
                                approval.step(),
                                approval.run(),
                                failure);
                    }
                });
    }
}
