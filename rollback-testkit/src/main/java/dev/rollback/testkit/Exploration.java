package dev.rollback.testkit;

import dev.rollback.run.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What many rehearsals of one plan came to. */
public final class Exploration {
    private final int rehearsals;
    private final FaultCoverage coverage;
    private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    private final List<String> broken = new ArrayList<>();
    private final List<Supplier<String>> stories = new ArrayList<>();

    Exploration(int rehearsals, FaultCoverage coverage) {
        this.rehearsals = rehearsals;
        this.coverage = coverage;
    }

    void ended(Outcome outcome) {
        outcomes.merge(outcome, 1, Integer::sum);
    }

    void broken(String title, Supplier<String> story) {
        broken.add(title);
        stories.add(story);
    }

    /** How many times it was rehearsed. */
    public int rehearsals() {
        return rehearsals;
    }

    /** How often each outcome came about. */
    public Map<Outcome, Integer> outcomes() {
        return new EnumMap<>(outcomes);
    }

    /** Which operations met which faults. */
    public FaultCoverage coverage() {
        return coverage;
    }

    /** Whether every invariant held in every rehearsal. */
    public boolean isClean() {
        return broken.isEmpty();
    }

    /** The rehearsals in which an invariant did not hold, by their seed or fault. */
    public List<String> broken() {
        return List.copyOf(broken);
    }

    /** The first rehearsal in which an invariant did not hold, told in full: seed, invariant, how to repeat it, trace. Empty if there is none. */
    public String firstBroken() {
        return stories.isEmpty() ? "" : stories.get(0).get();
    }

    /** How many, how they ended, what was covered, and what is broken. */
    @Override
    public String toString() {
        return rehearsals + " rehearsals, " + outcomes + "\n" + coverage
                + (isClean() ? "All invariants held.\n" : broken.size() + " broken: " + broken + "\n");
    }
}
