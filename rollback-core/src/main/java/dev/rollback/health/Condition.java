package dev.rollback.health;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What has to be wrong, and for how long, before a guard acts on it: a probe that finds things unwell all that time, or several of those. Immutable and thread-safe.
 *
 * <p>{@code anyOf(health.failing(ofMinutes(5)), checkout.failing(ofMinutes(2)))}
 */
public sealed interface Condition {

    /** The longest that something may have to last, so that a guard can see it within its time. */
    Duration LONGEST = Duration.ofDays(1);

    /** For people, for example {@code GET shop.example.com/health unwell for 5m}. */
    String describe();

    /** The probes that have to be looked at, each with how long it has to fail. */
    List<Failing> leaves();

    /** Whether it is met, given which of its {@link #leaves()} are. */
    boolean isMet(Predicate<Failing> failing);

    /** Met when any of these is. */
    static Condition anyOf(Condition... conditions) {
        return new AnyOf(List.of(conditions));
    }

    /** Met while all of these are. */
    static Condition allOf(Condition... conditions) {
        return new AllOf(List.of(conditions));
    }

    /**
     * A probe that fails for so long without having been seen well in between. What it cannot tell counts for neither: time that passes until it can is left out.
     *
     * @param probe what is looked at
     * @param lasting for how long it has to be seen unwell; above zero, a day at the most
     */
    record Failing(Probe probe, Duration lasting) implements Condition {

        /** Checks the time. */
        public Failing {
            if (lasting.isZero() || lasting.isNegative() || lasting.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("\"" + probe.describe() + "\" failing for " + lasting
                        + ": expected more than no time and " + LONGEST.toHours()
                        + " hours at the most; say for example failing(ofMinutes(5)).");
            }
        }

        @Override
        public String describe() {
            return probe.describe() + " unwell for "
                    + lasting.toString().substring(2).toLowerCase(Locale.ROOT);
        }

        @Override
        public List<Failing> leaves() {
            return List.of(this);
        }

        @Override
        public boolean isMet(Predicate<Failing> failing) {
            return failing.test(this);
        }
    }

    /**
     * Any of several.
     *
     * @param conditions at least one
     */
    record AnyOf(List<Condition> conditions) implements Condition {

        /** Copies them. */
        public AnyOf {
            conditions = some("anyOf", conditions);
        }

        @Override
        public String describe() {
            return joined(conditions, " or ");
        }

        @Override
        public List<Failing> leaves() {
            return leavesOf(conditions);
        }

        @Override
        public boolean isMet(Predicate<Failing> failing) {
            return conditions.stream().anyMatch(condition -> condition.isMet(failing));
        }
    }

    /**
     * All of several, at the same time.
     *
     * @param conditions at least one
     */
    record AllOf(List<Condition> conditions) implements Condition {

        /** Copies them. */
        public AllOf {
            conditions = some("allOf", conditions);
        }

        @Override
        public String describe() {
            return joined(conditions, " and ");
        }

        @Override
        public List<Failing> leaves() {
            return leavesOf(conditions);
        }

        @Override
        public boolean isMet(Predicate<Failing> failing) {
            return conditions.stream().allMatch(condition -> condition.isMet(failing));
        }
    }

    private static List<Condition> some(String word, List<Condition> conditions) {
        if (conditions.isEmpty()) {
            throw new IllegalArgumentException(word + "() of no condition: name at least one, for example " + word
                    + "(health.failing(ofMinutes(5))).");
        }
        return List.copyOf(conditions);
    }

    private static List<Failing> leavesOf(List<Condition> conditions) {
        return conditions.stream()
                .flatMap(condition -> condition.leaves().stream())
                .distinct()
                .toList();
    }

    private static String joined(List<Condition> conditions, String word) {
        return conditions.stream()
                .map(condition ->
                        condition.leaves().size() == 1 ? condition.describe() : "(" + condition.describe() + ")")
                .collect(Collectors.joining(word));
    }
}
