package dev.rollback.testkit;

import dev.rollback.run.RunEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Something that holds in every run, whatever goes wrong: {@link Invariants} are those of the library, and a rehearsal takes others with
 * {@link Rehearsal#invariant}.
 */
public interface Invariant {

    /** What holds, as a sentence: {@code the site is never empty}. */
    String title();

    /** Begins to watch one rehearsal, when its scene is set and nothing has run yet. */
    Watch watch(Stage stage);

    /** An invariant of the world that is looked at after each call, each append to the journal, and at the end. */
    static Invariant always(String name, Predicate<FakeAws> holds) {
        return new OfTheWorld(name, holds);
    }

    /**
     * Watches one rehearsal. Each method answers what is wrong, or nothing. By default it looks at nothing. Used by one thread.
     */
    interface Watch {
        /** A call to AWS is about to be made. */
        default Optional<String> before(Call call) {
            return Optional.empty();
        }

        /** A call to AWS has ended. */
        default Optional<String> after(Call call) {
            return Optional.empty();
        }

        /** These events are in the journal now. */
        default Optional<String> journaled(List<RunEvent> events) {
            return Optional.empty();
        }

        /** Somebody else has done this in the middle of the run. */
        default Optional<String> interfered(Interference interference) {
            return Optional.empty();
        }

        /** The rehearsal is over. */
        default Optional<String> atEnd(Rehearsed rehearsed) {
            return Optional.empty();
        }
    }
}
