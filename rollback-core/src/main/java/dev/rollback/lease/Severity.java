package dev.rollback.lease;

/** How bad it is that a rollback waits, from harmless to worst. A worse one may ask a milder one to give way, never the other way round. */
public enum Severity {
    /** Nobody is harmed: a drill, or a change that is taken back at leisure. */
    INFORMATIONAL,
    /** Hardly anybody notices. */
    MINOR,
    /** Some users are harmed. What a plan has that says nothing else. */
    SIGNIFICANT,
    /** Many are. */
    MAJOR,
    /** What the business lives on is down. */
    CRITICAL;

    /** Whether something so severe may ask that to give way. */
    public boolean isWorseThan(Severity other) {
        return compareTo(other) > 0;
    }
}
