package dev.rollback.examples.mutants;

import dev.rollback.testkit.Exploration;
import dev.rollback.testkit.Rehearsal;
import dev.rollback.testkit.RehearsalException;
import dev.rollback.testkit.Rehearsed;
import java.util.function.Function;

/** How a mutant is looked for. */
enum Exploring {
    /** One rehearsal, in which nothing goes wrong. */
    PLAIN_RUN("`run()`", Exploring::plain),
    /** Each call fails in each way, one at a time. */
    EVERY_FAULT("`everyFault()`", rehearsal -> told(rehearsal.everyFault())),
    /** The process dies at each place, and another one carries on. */
    EVERY_CRASH("`everyCrash()`", rehearsal -> told(rehearsal.everyCrash())),
    /** Somebody else acts before each call. */
    INTERFERENCE("`interference()`", rehearsal -> told(rehearsal.interference()));

    private final String shown;
    private final Function<Rehearsal, String> find;

    Exploring(String shown, Function<Rehearsal, String> find) {
        this.shown = shown;
        this.find = find;
    }

    /** The story of the first rehearsal that breaks an invariant; empty if none does. */
    String find(Rehearsal rehearsal) {
        try {
            return find.apply(rehearsal);
        } catch (RehearsalException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String plain(Rehearsal rehearsal) {
        Rehearsed rehearsed = rehearsal.run();
        return rehearsed.violations().isEmpty() ? "" : rehearsed.toString();
    }

    private static String told(Exploration exploration) {
        return exploration.firstBroken();
    }

    @Override
    public String toString() {
        return shown;
    }
}
