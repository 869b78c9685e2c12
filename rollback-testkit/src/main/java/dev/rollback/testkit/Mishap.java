package dev.rollback.testkit;

import dev.rollback.target.TargetException;
import dev.rollback.target.TargetException.Kind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong at one call that a target makes.
 *
 * @param call which call of the drive, from 1; 0 for none
 * @param way how it goes wrong
 */
record Mishap(int call, Way way) {

    static final Mishap NONE = new Mishap(0, Way.DIES_BEFORE);

    /** Ways in which a call goes wrong. */
    enum Way {
        DIES_BEFORE("the process dies before it", false, null),
        DIES_AFTER("the process dies when it has taken effect", true, null),
        DIES_UNJOURNALED("the process dies before the journal has what reconcile answers", false, null),
        THROTTLED("it is throttled", false, Kind.THROTTLED),
        PASSING("it fails in passing, without effect", false, Kind.TRANSIENT),
        EXPIRED("the credentials have expired", false, Kind.CREDENTIALS),
        UNHEARD("no answer comes, and it had no effect", false, Kind.UNKNOWN_OUTCOME),
        LOST("it takes effect, and its answer is lost", true, Kind.UNKNOWN_OUTCOME),
        DENIED("it is denied", false, Kind.DENIED),
        MISSING("what it asks for is not there", false, Kind.MISSING),
        REFUSED("it is refused as wrong", false, Kind.INVALID);

        private final String words;
        private final boolean after;
        private final @Nullable Kind kind;

        Way(String words, boolean after, @Nullable Kind kind) {
            this.words = words;
            this.after = after;
            this.kind = kind;
        }

        /** Whether the call takes effect all the same. */
        boolean isAfter() {
            return after;
        }

        /** What happens, for people. */
        String words() {
            return words;
        }
    }

    /** The process is dead: nothing of it goes on. */
    static final class Death extends Error {
        private static final long serialVersionUID = 1L;

        Death() {
            super("the process died", null, false, false);
        }
    }

    boolean hits(int number) {
        return call == number;
    }

    /** Goes wrong: dies, or fails as a target is told of it. */
    void strike(String operation) {
        if (way.kind == null) {
            throw new Death();
        }
        String message = operation + ": " + way.words + ", as the contract has it";
        throw way.kind == Kind.THROTTLED
                ? TargetException.throttled(message, Duration.ofSeconds(1))
                : TargetException.of(way.kind, message);
    }

    @Override
    public String toString() {
        return call == 0 ? "with nothing in its way" : "when at its call " + call + " " + way.words;
    }
}
