package dev.rollback.testkit;

/**
 * What most probes can, and some cannot by their nature. A clause of {@link ProbeContract} that asks for it is left out where the scene says
 * {@link ProbeScene#without}, and reported as skipped with the reason.
 */
public enum ProbeCapability {
    /** There are times when something answers and still says nothing of health: no data yet, no number where one is expected. */
    NO_DATA,
    /** There is something near it that nobody may see. */
    SECRETS
}
