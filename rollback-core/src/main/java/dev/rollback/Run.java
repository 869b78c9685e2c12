package dev.rollback;

import dev.rollback.notify.Delivery;
import dev.rollback.run.RunId;
import java.util.List;

/** One execution of a plan under way. Thread-safe. */
public interface Run {

    /** Its name in the journal. */
    RunId id();

    /** What has happened so far; the report of a run that is not over says so. */
    RollbackReport status();

    /** Whether it is over, or not followed here any more; {@link #await()} says which. */
    boolean isEnded();

    /**
     * Stops it: nothing new starts, nothing is undone, and what AWS does goes on. The report says where each target stands.
     *
     * @param who who does, for the journal
     * @param why for what reason, for the journal
     * @throws RollbackException when it puts everything back as it was found, which runs to its end
     * @throws IllegalArgumentException when nobody is named
     */
    void cancel(String who, String why);

    /**
     * Approves the step that waits for it.
     *
     * @param who who does, for the journal; each counts once, however often they approve
     * @throws RollbackException when no step waits for an approval, or several do
     * @throws IllegalArgumentException when nobody is named
     */
    void approve(String who);

    /**
     * Approves a step that waits for it.
     *
     * @param step its name; empty for the only one that waits
     * @param who who does, for the journal; each counts once, however often they approve
     * @param why for what reason, for the journal; may be empty
     * @throws RollbackException when it does not wait for an approval; says which steps do
     * @throws IllegalArgumentException when nobody is named
     */
    void approve(String step, String who, String why);

    /**
     * Denies a step its approval: it ends, and with it what the plan's policy says. Denied before anything has been done, the run ends {@code REFUSED}.
     *
     * @param step its name; empty for the only one that waits
     * @param who who does, for the journal
     * @param why for what reason, for the journal
     * @throws RollbackException when it does not wait for an approval; says which steps do
     * @throws IllegalArgumentException when nobody is named, or no reason
     */
    void deny(String step, String who, String why);

    /**
     * Lets a step on without the approval, or the verification, that it waits for just now. A verification that was passed over is reported as unknown.
     *
     * @param step its name; empty for the only one that waits
     * @param who who does, for the journal
     * @param why for what reason, for the journal
     * @throws RollbackException when it waits for neither; says which steps do
     * @throws IllegalArgumentException when nobody is named, or no reason
     */
    void override(String step, String who, String why);

    /**
     * What became of the messages about it that are not waiting to be sent any more, the oldest first; of all engines that drove it.
     *
     * @throws dev.rollback.journal.JournalException when the journal cannot be read
     */
    List<Delivery> messages();

    /**
     * Breaks the glass: no step of the run waits for an approval any more, neither those that wait now nor those to come. Verifications go on. Journaled, and told in the report.
     *
     * @param who who does, for the journal
     * @param why for what reason, for the journal
     * @throws RollbackException when the run has ended
     * @throws IllegalArgumentException when nobody is named, or no reason
     */
    void breakGlass(String who, String why);

    /**
     * Waits for its end.
     *
     * @throws RollbackException when the waiting is interrupted, when the engine is closed, or when another engine took the run over
     */
    RollbackReport await();
}
