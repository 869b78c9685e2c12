package dev.rollback.testkit;

import dev.rollback.journal.Practice;
import dev.rollback.run.Outcome;
import dev.rollback.target.TargetId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** What many rehearsals of one plan came to. */
public final class Exploration {
    /** So many of what is broken are named in a text; the rest is counted. */
    private static final int NAMED = 10;

    private final String plan;
    private final String title;
    private final long size;
    private final int rehearsals;
    private final FaultCoverage coverage;
    private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    private final List<String> broken = new ArrayList<>();
    private final List<Supplier<String>> stories = new ArrayList<>();
    private List<TargetId> notCovered = List.of();

    Exploration(String plan, String title, long size, int rehearsals, FaultCoverage coverage) {
        this.plan = plan;
        this.title = title;
        this.size = size;
        this.rehearsals = rehearsals;
        this.coverage = coverage;
    }

    void ended(Outcome outcome) {
        outcomes.merge(outcome, 1, Integer::sum);
    }

    void broken(String conditions, Supplier<String> story) {
        broken.add(conditions);
        stories.add(story);
    }

    Exploration notCovered(List<TargetId> targets) {
        notCovered = targets;
        return this;
    }

    /** What was explored, in some words. */
    public String title() {
        return title;
    }

    /** How many times it was rehearsed. */
    public int rehearsals() {
        return rehearsals;
    }

    /** How many rehearsals it takes to explore all of it. */
    public long size() {
        return size;
    }

    /** Whether all of it was explored; else a budget or a bound ended it. */
    public boolean isComplete() {
        return rehearsals >= size;
    }

    /** How often each outcome came about. */
    public Map<Outcome, Integer> outcomes() {
        return new EnumMap<>(outcomes);
    }

    /** Which operations met which faults. */
    public FaultCoverage coverage() {
        return coverage;
    }

    /** The targets with which nobody knew how to interfere. */
    public List<TargetId> notCovered() {
        return List.copyOf(notCovered);
    }

    /** Whether every invariant held in every rehearsal. */
    public boolean isClean() {
        return broken.isEmpty();
    }

    /** The rehearsals in which an invariant did not hold, by their seed or what disturbed them. */
    public List<String> broken() {
        return List.copyOf(broken);
    }

    /**
     * The first rehearsal in which an invariant did not hold, with all left out that is not needed to break it, told in full: seed, invariant, what disturbed it, how each
     * target stood before and after, how to repeat it, trace. Empty if there is none.
     */
    public String firstBroken() {
        return stories.isEmpty() ? "" : stories.get(0).get();
    }

    /**
     * What shall be remembered of it, for the plan to be told with {@code practised}: the build keeps its JSON beside the code.
     *
     * @param at when it was rehearsed, by the clock on the wall: rehearsals know virtual time only
     * @throws IllegalStateException when no rehearsal came further than its preview: that is no practice
     */
    public Practice.Rehearsed practice(Instant at) {
        if (isClean() && outcomes.keySet().stream().allMatch(Outcome.REFUSED::equals)) {
            throw new IllegalStateException("Nothing of " + plan + " was practised: of " + rehearsals
                    + " rehearsals none came further than its preview. Expected one that changes something: mend the scene,"
                    + " or override what refuses it, and give it more time.");
        }
        return new Practice.Rehearsed(plan, at, rehearsals, broken.size());
    }

    /** How much of it, in words: {@code every crash: 1,032 of 1,032}. */
    String covered() {
        return String.format(Locale.ROOT, "%s: %,d of %,d", title, Math.min(rehearsals, size), size);
    }

    String brokenNames() {
        List<String> named = broken.subList(0, Math.min(NAMED, broken.size()));
        return named + (broken.size() > NAMED ? " and " + (broken.size() - NAMED) + " more" : "");
    }

    /** How many, how they ended, what was covered, and what is broken. */
    @Override
    public String toString() {
        return covered() + ", " + rehearsals + " rehearsals, " + outcomes + "\n"
                + (coverage.isEmpty() ? "" : coverage)
                + (notCovered.isEmpty() ? "" : "Nobody interfered with " + notCovered + ".\n")
                + (isClean() ? "All invariants held.\n" : broken.size() + " broken: " + brokenNames() + "\n");
    }
}
