package dev.rollback.notify;

/** Why people are told. */
public enum Occasion {
    /** The run began: what goes from where to where. */
    STARTED,
    /** A step waits for people to approve it. */
    APPROVAL_NEEDED,
    /** A time that people set themselves went by: the rollback has not begun in time, and whom to call now; or users do not get the wanted versions in time. Nothing else follows from it. */
    LATE,
    /** How far it is, every few minutes; and at once when all targets serve, when everything is put back, and when somebody broke the glass. */
    PROGRESS,
    /** All targets are where the plan wants them, and no verification says that it did not help. Whether it helped is said by {@link #ALL_CLEAR}. */
    DONE,
    /** The run ended otherwise: refused, failed, put back as found, not all on one side, cancelled, or all there and it did not help. */
    FAILED,
    /** The run brought the targets back, and the verifications of its plan have seen that users are well. Comes after {@link #DONE}. */
    ALL_CLEAR;

    /** Whether nothing but an {@link #ALL_CLEAR} comes after it. */
    public boolean isEnd() {
        return this == DONE || this == FAILED;
    }
}
