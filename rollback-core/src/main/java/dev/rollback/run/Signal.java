package dev.rollback.run;

import dev.rollback.health.Health;
import dev.rollback.target.Position;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetException;
import java.util.List;

/** What comes in to a run: answers to its commands, and what people ask of it. */
public sealed interface Signal {

    /** Answers each kind of signal apart. */
    interface Visitor {
        /** A target or an action answered. */
        void answered(Answered signal);

        /** A call failed for good, or for now. */
        void callFailed(CallFailed signal);

        /** The first call of a step is held back. */
        void held(Held signal);

        /** The first call of a step that was held back is made. */
        void begun(Begun signal);

        /** A probe answered. */
        void probed(Probed signal);

        /** It is known where a target stands. */
        void located(Located signal);

        /** What was done has been put back, or not. */
        void restored(Restored signal);

        /** Somebody decides on a step. */
        void decided(Decided signal);

        /** Somebody breaks the glass. */
        void breakGlass(BreakGlass signal);

        /** Somebody cancels. */
        void cancel(Cancel signal);
    }

    /** Calls the visitor's method for this kind. */
    void accept(Visitor visitor);

    /**
     * A target or an action answered.
     *
     * @param progress where it stands
     */
    record Answered(int step, int generation, Progress progress) implements Signal {
        @Override
        public void accept(Visitor visitor) {
            visitor.answered(this);
        }
    }

    /**
     * A call failed, after as many attempts as the engine makes.
     *
     * @param kind what that means
     * @param message what is known, for people
     */
    record CallFailed(int step, int generation, TargetException.Kind kind, String message) implements Signal {
        @Override
        public void accept(Visitor visitor) {
            visitor.callFailed(this);
        }
    }

    /** The first call of a step is held back, because the journal does not hold yet that the step began. Its time stands still. */
    record Held(int step, int generation) implements Signal {
        @Override
        public void accept(Visitor visitor) {
            visitor.held(this);
        }
    }

    /** The first call of a step that was held back is made now. Its time begins. */
    record Begun(int step, int generation) implements Signal {
        @Override
        public void accept(Visitor visitor) {
            visitor.begun(this);
        }
    }

    /**
     * A probe answered.
     *
     * @param health what it saw
     */
    record Probed(int step, int generation, Health health) implements Signal {
        @Override
        public void accept(Visitor visitor) {
            visitor.probed(this);
        }
    }

    /**
     * It is known where a target stands.
     *
     * @param position from, to or between
     * @param evidence what was seen, for people
     */
    record Located(int step, int generation, Position position, String evidence) implements Signal {
        @Override
        public void accept(Visitor visitor) {
            visitor.located(this);
        }
    }

    /**
     * The run that {@link RunState#restoring()} names has ended.
     *
     * @param stands where each step stands that it was to put back
     */
    record Restored(List<Stand> stands) implements Signal {
        /** Copies the list. */
        public Restored {
            stands = List.copyOf(stands);
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.restored(this);
        }
    }

    /**
     * Where a step stands after putting back.
     *
     * @param position {@code FROM} if it is as it was found
     * @param evidence what was seen, for people
     */
    record Stand(int step, Position position, String evidence) {}

    /**
     * Somebody cancels the run.
     *
     * @param who who does
     * @param why for what reason
     */
    record Cancel(String who, String why) implements Signal {
        @Override
        public void accept(Visitor visitor) {
            visitor.cancel(this);
        }
    }

    /**
     * Somebody breaks the glass: no step waits for an approval any more.
     *
     * @param who who does
     * @param why for what reason
     */
    record BreakGlass(String who, String why) implements Signal {
        @Override
        public void accept(Visitor visitor) {
            visitor.breakGlass(this);
        }
    }

    /**
     * Somebody decides on a step that waits for an approval, or is being verified. Passed over when it does not wait for that any more.
     *
     * @param round which of the step's waits it is about, see {@link StepState#round()}
     * @param decision what is decided
     * @param who who does
     * @param why for what reason; may be empty for an approval
     */
    record Decided(int step, int round, Decision decision, String who, String why) implements Signal {
        @Override
        public void accept(Visitor visitor) {
            visitor.decided(this);
        }
    }

    /** What may be decided on a step. */
    enum Decision {
        /** It may go on, as far as this person is concerned. */
        APPROVE,
        /** It shall not go on. */
        DENY,
        /** It goes on without the approval, or the verification, that it waits for. */
        OVERRIDE
    }
}
