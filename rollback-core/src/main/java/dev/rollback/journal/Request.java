package dev.rollback.journal;

import java.time.Instant;

/**
 * What somebody asks of a run that another process drives: an entry of the run's inbox. Immutable.
 *
 * @param at when it was asked, by the clock of who asked
 * @param kind what is asked
 * @param who who asks; not proven, unless whoever wrote it says how it is
 * @param why for what reason; may be empty
 */
public record Request(Instant at, Kind kind, String who, String why) {

    /** What may be asked. */
    public enum Kind {
        /** Nothing new starts, nothing is undone, what AWS does goes on. */
        CANCEL
    }
}
