package dev.rollback.lease;

/** How bad it is that a rollback waits, from harmless to worst. A worse one may ask a milder one to give way, never the other way round. */
public enum Severity {
    /** Nobody is harmed: a drill, or a change that is taken back at leisure. */
    INFORMATIONAL("nobody is harmed"),
    /** Hardly anybody notices. */
    MINOR("hardly anybody notices"),
    /** Some users are harmed. What a plan has that says nothing else. */
    SIGNIFICANT("some users are harmed"),
    /** Many are. */
    MAJOR("many users are harmed"),
    /** What the business lives on is down. */
    CRITICAL("what the business lives on is down");

    private final String meaning;

    Severity(String meaning) {
        this.meaning = meaning;
    }

    /** What it means, for people. */
    public String meaning() {
        return meaning;
    }

    /** Whether something so severe may ask that to give way. */
    public boolean isWorseThan(Severity other) {
        return compareTo(other) > 0;
    }
}
