package dev.rollback;

import dev.rollback.journal.Checkpoint;
import java.time.Instant;

/** Which version a target shall go back to. Immutable. */
public sealed interface VersionSelector {

    /** The newest proven version that was live before the incident, else before the current one. The default. */
    static VersionSelector previous() {
        return new Previous();
    }

    /** The version with this id, as the target writes ids: a task definition, a version number. */
    static VersionSelector exactly(String id) {
        return new Exactly(id);
    }

    /** The version so many different ones before the current. */
    static VersionSelector stepsBack(int steps) {
        return new StepsBack(steps);
    }

    /** What was live at that time. */
    static VersionSelector asOf(Instant instant) {
        return new AsOf(instant);
    }

    /** What a checkpoint says that it served; a checkpoint of other targets is refused. */
    static VersionSelector checkpoint(Checkpoint checkpoint) {
        return new FromCheckpoint(checkpoint);
    }

    /** Answers each kind of selector apart. */
    interface Visitor<R> {
        /** See {@link VersionSelector#previous()}. */
        R previous(Previous selector);

        /** See {@link VersionSelector#exactly(String)}. */
        R exactly(Exactly selector);

        /** See {@link VersionSelector#stepsBack(int)}. */
        R stepsBack(StepsBack selector);

        /** See {@link VersionSelector#asOf(Instant)}. */
        R asOf(AsOf selector);

        /** See {@link VersionSelector#checkpoint(Checkpoint)}. */
        R checkpoint(FromCheckpoint selector);
    }

    /** Calls the visitor's method for this kind. */
    <R> R accept(Visitor<R> visitor);

    /** See {@link VersionSelector#previous()}. */
    record Previous() implements VersionSelector {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.previous(this);
        }
    }

    /**
     * See {@link VersionSelector#exactly(String)}.
     *
     * @param id not blank
     */
    record Exactly(String id) implements VersionSelector {
        /** Checks that there is an id. */
        public Exactly {
            if (id.isBlank()) {
                throw new IllegalArgumentException(
                        "exactly(\"" + id + "\") names no version: give its id, see the candidates of a preview.");
            }
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.exactly(this);
        }
    }

    /**
     * See {@link VersionSelector#stepsBack(int)}.
     *
     * @param steps at least 1
     */
    record StepsBack(int steps) implements VersionSelector {
        /** Checks the range. */
        public StepsBack {
            if (steps < 1) {
                throw new IllegalArgumentException(
                        "stepsBack(" + steps + "): expected 1 or more; 1 is the version before the current.");
            }
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.stepsBack(this);
        }
    }

    /**
     * See {@link VersionSelector#asOf(Instant)}.
     *
     * @param instant the time
     */
    record AsOf(Instant instant) implements VersionSelector {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.asOf(this);
        }
    }

    /**
     * See {@link VersionSelector#checkpoint(Checkpoint)}.
     *
     * @param checkpoint what was captured
     */
    record FromCheckpoint(Checkpoint checkpoint) implements VersionSelector {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.checkpoint(this);
        }
    }
}
