package dev.rollback.run;

import java.time.Instant;

/** A time that people set themselves went by in a run. Nothing follows from it but that it is told. */
public sealed interface ClockEvent extends RunEvent {

    /**
     * Users were to get the wanted versions by then, and do not: the recovery time objective of the incident is missed.
     *
     * @param due by when they were to
     */
    record RecoveryLate(Instant at, Instant due) implements ClockEvent {
        @Override
        public <R> R accept(EventVisitor<R> visitor) {
            return visitor.recoveryLate(this);
        }
    }

    /**
     * The rollback was to have begun by then, and has not: the response time of its severity is missed.
     *
     * @param due by when it was to
     * @param contact whom to call now; empty if there is nobody to be called
     */
    record ResponseLate(Instant at, Instant due, String contact) implements ClockEvent {
        @Override
        public <R> R accept(EventVisitor<R> visitor) {
            return visitor.responseLate(this);
        }
    }
}
