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
 * @param listener how a listener is bad that is told of the run; null if there is none
 */
record Conditions(
        @Nullable Long seed, List<Disturbance> set, List<Disturbance> more, BadListener.@Nullable Manner listener) {
    private static final int STALE_CALLS = 3;

    Conditions {
        set = List.copyOf(set);
        more = List.copyOf(more);
    }

    static Conditions of(RehearsalSettings settings) {
        return new Conditions(settings.seed, settings.disturbances, List.of(), null);
    }

    Conditions with(BadListener.Manner bad) {
        return new Conditions(seed, set, more, bad);
    }

    Conditions with(List<Disturbance> others) {
        return new Conditions(seed, set, others, listener);
    }

    Conditions mixedBy(@Nullable Long by) {
        return new Conditions(by, set, more, listener);
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
                listener);
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
        if (listener != null) {
            parts.add("a listener that " + listener.name().toLowerCase(Locale.ROOT));
        }
        String text = parts.isEmpty() ? "the plain run" : String.join(" and ", parts);
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** How to see it again, in Java. */
    String inJava() {
        String mixed = seed == null ? "" : ".mixedBy(" + seed + "L)";
        String disturbed = more.stream().map(one -> "." + one.inJava()).collect(Collectors.joining());
        return "rehearsal" + mixed + disturbed + (listener == null ? ".run()" : ".seeds(0)");
    }
}
