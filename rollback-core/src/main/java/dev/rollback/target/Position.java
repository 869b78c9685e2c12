package dev.rollback.target;

/** Where a target stands when its step is over. */
public enum Position {
    /** At what it was when the change was planned. */
    FROM,
    /** At the wanted version. */
    TO,
    /** At neither: the report says why. */
    BETWEEN,
    /** Could not be read. */
    UNKNOWN
}
