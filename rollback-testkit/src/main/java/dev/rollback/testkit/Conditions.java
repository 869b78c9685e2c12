package dev.rollback.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What differs between rehearsals of one plan.
 *
 * @param seed mixes orders and delays; null for none of that
 * @param faults what goes wrong
 * @param listener how a listener is bad that is told of the run; null if there is none
 */
record Conditions(@Nullable Long seed, List<FaultPoint> faults, BadListener.@Nullable Manner listener) {
    private static final int STALE_CALLS = 3;

    Conditions {
        faults = List.copyOf(faults);
    }

    static Conditions plain(List<FaultPoint> faults) {
        return new Conditions(null, faults, null);
    }

    Conditions with(BadListener.Manner bad) {
        return new Conditions(seed, faults, bad);
    }

    /** The dice for one purpose; null where nothing is left to chance. */
    @Nullable
    Dice dice(String purpose) {
        return seed == null ? null : new Dice(seed).of(purpose);
    }

    void set(Faults into) {
        Dice dice = dice("fault");
        for (FaultPoint point : faults) {
            int last = point.call() + (point.kind() == FaultKind.STALE_READ ? STALE_CALLS - 1 : 0);
            into.on(point.operation()).calls(point.call(), last).add(fault(point.kind(), dice));
        }
    }

    /** With chance, a lost response may also show as status 503, and slowness varies. */
    private static Fault fault(FaultKind kind, @Nullable Dice dice) {
        return dice == null
                ? Fault.of(kind)
                : new Fault(kind, dice.coin() ? 503 : 0, dice.between(Duration.ofSeconds(1), Duration.ofSeconds(30)));
    }

    /** What to call it in a message: it starts with the seed. */
    String title() {
        if (seed != null) {
            return "Seed " + seed;
        }
        if (listener != null) {
            return "The run with a listener that " + listener.name().toLowerCase(Locale.ROOT);
        }
        return faults.isEmpty()
                ? "The plain run"
                : "Fault " + faults.stream().map(FaultPoint::toString).collect(Collectors.joining(" and "));
    }

    /** How to see it again, in Java. */
    String inJava() {
        if (seed != null) {
            return "Rehearsal.of(scene, plan).seed(" + seed + "L)";
        }
        String set = faults.stream().map(point -> "." + point.inJava()).collect(Collectors.joining());
        return "Rehearsal.of(scene, plan)" + set + (listener == null ? ".run()" : ".seeds(0)");
    }
}
