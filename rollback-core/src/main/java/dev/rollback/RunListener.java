package dev.rollback;

import dev.rollback.run.Outline;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;

/**
 * Is told what happens in the runs of an engine, in order, beside the run: one that throws or hangs is logged and in the end passed over, and changes
 * nothing. Told one event at a time.
 */
@FunctionalInterface
public interface RunListener {

    /**
     * Something happened.
     *
     * @param run the run
     * @param outline what the steps are called
     * @param event what happened; also events that the journal does not keep
     */
    void happened(RunId run, Outline outline, RunEvent event);
}
