package dev.rollback.journal;

import java.time.Instant;

/**
 * What somebody asks of a run that another process drives: an entry of the run's inbox. Immutable.
 *
 * @param at when it was asked, by the clock of who asked
 * @param kind what is asked
 * @param step the name of the step that it is about; empty for the run as a whole
 * @param round which of the step's waits it is about, see {@link dev.rollback.run.StepState#round()}
 * @param who who asks; not proven, unless whoever wrote it says how it is
 * @param why for what reason; may be empty
 */
public record Request(Instant at, Kind kind, String step, int round, String who, String why) {

    /** Asks a run to stop. */
    public static Request cancel(Instant at, String who, String why) {
        return new Request(at, Kind.CANCEL, "", 0, who, why);
    }

    /** Asks a run to wait for no approval any more. */
    public static Request breakGlass(Instant at, String who, String why) {
        return new Request(at, Kind.BREAK_GLASS, "", 0, who, why);
    }

    /** What may be asked. */
    public enum Kind {
        /** Nothing new starts, nothing is undone, what AWS does goes on. */
        CANCEL,
        /** The step may go on, as far as this person is concerned. */
        APPROVE,
        /** The step shall not go on. */
        DENY,
        /** The step goes on without the approval, or the verification, that it waits for. */
        OVERRIDE,
        /** No step waits for an approval any more. */
        BREAK_GLASS
    }
}
