package dev.rollback.examples.mutants;

import dev.rollback.testkit.Rehearsal;
import dev.rollback.testkit.RehearsalException;
import dev.rollback.testkit.Rehearsed;

/** How a mutant is looked for. */
enum Exploring {
    /** One rehearsal, in which nothing goes wrong. */
    PLAIN_RUN("`run()`"),
    /** Each call fails in each way, one at a time. */
    EVERY_FAULT("`everyFault()`"),
    /** The process dies at each place, and another one carries on. */
    EVERY_CRASH("`everyCrash()`"),
    /** Somebody else acts before each call. */
    INTERFERENCE("`interference()`"),
    /** Whoever is told of the run is bad at it. */
    BYSTANDERS("`seeds(0)`");

    private final String shown;

    Exploring(String shown) {
        this.shown = shown;
    }

    /** The story of the first rehearsal that breaks an invariant; empty if none does. */
    String find(Rehearsal rehearsal) {
        try {
            return switch (this) {
                case PLAIN_RUN -> plain(rehearsal);
                case EVERY_FAULT -> rehearsal.everyFault().firstBroken();
                case EVERY_CRASH -> rehearsal.everyCrash().firstBroken();
                case INTERFERENCE -> rehearsal.interference().firstBroken();
                case BYSTANDERS -> rehearsal.seeds(0).firstBroken();
            };
        } catch (RehearsalException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String plain(Rehearsal rehearsal) {
        Rehearsed rehearsed = rehearsal.run();
        return rehearsed.violations().isEmpty() ? "" : rehearsed.toString();
    }

    @Override
    public String toString() {
        return shown;
    }
}
