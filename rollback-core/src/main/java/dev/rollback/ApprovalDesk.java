package dev.rollback;

import dev.rollback.run.Outline;
import dev.rollback.run.RunId;
import java.time.Instant;

/**
 * Asks those who approve where they are: in a chat, by a ticket. Called beside the run; one that throws or hangs is logged, and changes and delays nothing. The answer comes through
 * {@link Run#approve}, {@link Run#deny} or {@link Run#breakGlass} of {@link RollbackEngine#run}, from this process or another one.
 */
@FunctionalInterface
public interface ApprovalDesk {

    /**
     * A step begins to wait for people. Asked once for each such step; once more by each engine that carries the run on while it waits, because nobody knows whether the one before got to ask: go by
     * run and step to ask people once.
     */
    void ask(Approval approval);

    /**
     * What people are asked to approve. Immutable.
     *
     * @param run the run
     * @param outline what shall be done and why, how severe it is, and what is known of the incident
     * @param step the step that waits
     * @param people how many have to approve it, each counted once
     * @param until when the run ends if they do not
     */
    record Approval(RunId run, Outline outline, String step, int people, Instant until) {}
}
