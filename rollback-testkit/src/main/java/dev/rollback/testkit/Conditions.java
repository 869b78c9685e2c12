package dev.rollback.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What differs between rehearsals of one plan.
 *
 * @param seed mixes orders and delays; null for none of that
 * @param set what the rehearsal is disturbed by in any case
 * @param more what it is disturbed by this time
 * @param bystander who is told of the run and is bad at it; null if nobody is
 */
record Conditions(
        @Nullable Long seed,
        List<Disturbance> set,
        List<Disturbance> more,
        @Nullable Bystander bystander) {
    /** A stale answer is given so often. */
    static final int STALE_CALLS = 3;

    Conditions {
        set = List.copyOf(set);
        more = List.copyOf(more);
    }

    static Conditions of(RehearsalSettings settings) {
        return new Conditions(settings.seed, settings.disturbances, List.of(), null);
    }

    Conditions with(Bystander bad) {
        return new Conditions(seed, set, more, bad);
    }

    /** The same with nobody beside it. */
    Conditions alone() {
        return new Conditions(seed, set, more, null);
    }

    Conditions with(List<Disturbance> others) {
        return new Conditions(seed, set, others, bystander);
    }

    Conditions mixedBy(@Nullable Long by) {
        return new Conditions(by, set, more, bystander);
    }

    List<Disturbance> all() {
        List<Disturbance> all = new ArrayList<>(set);
        all.addAll(more);
        return all;
    }

    private <D extends Disturbance> Stream<D> all(Class<D> kind) {
        return all().stream().filter(kind::isInstance).map(kind::cast);
    }

    List<CrashPoint> crashes() {
        return all(CrashPoint.class).toList();
    }

    List<Interference> interferences() {
        return all(Interference.class).toList();
    }

    Conditions withoutCrashes() {
        return new Conditions(
                seed,
                set.stream().filter(one -> !(one instanceof CrashPoint)).toList(),
                more.stream().filter(one -> !(one instanceof CrashPoint)).toList(),
                bystander);
    }

    /** Whether the process dies, and nothing else parts this from a run that lives. */
    boolean isCrashAlone() {
        return seed == null && !all().isEmpty() && all().stream().allMatch(CrashPoint.class::isInstance);
    }

    /** The dice for one purpose; null where nothing is left to chance. */
    @Nullable
    Dice dice(String purpose) {
        return seed == null ? null : new Dice(seed).of(purpose);
    }

    void set(Faults into) {
        all(FaultPoint.class).forEach(point -> {
            int last = point.call() + (point.kind() == FaultKind.STALE_READ ? STALE_CALLS - 1 : 0);
            into.on(point.operation()).calls(point.call(), last).add(fault(point.kind(), dice(point.toString())));
        });
    }

    /** With chance, slowness varies. */
    private static Fault fault(FaultKind kind, @Nullable Dice dice) {
        return dice == null
                ? Fault.of(kind)
                : new Fault(kind, dice.between(Duration.ofSeconds(1), Duration.ofSeconds(30)));
    }

    /** What to call it in a message: it starts with the seed. */
    String title() {
        List<String> parts = new ArrayList<>();
        if (seed != null) {
            parts.add("seed " + seed);
        }
        more.forEach(one -> parts.add((one instanceof FaultPoint ? "fault " : "") + one));
        if (bystander != null) {
            parts.add(bystander.words());
        }
        String text = parts.isEmpty() ? "the plain run" : String.join(" and ", parts);
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** How to see it again, in Java. */
    String inJava() {
        String mixed = seed == null ? "" : ".mixedBy(" + seed + "L)";
        String disturbed = more.stream().map(one -> "." + one.inJava()).collect(Collectors.joining());
        return "rehearsal" + mixed + disturbed + (bystander == null ? ".run()" : ".seeds(0)");
    }
}
