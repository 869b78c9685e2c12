package dev.rollback.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Lets the process of a rehearsal die, and others act, where the conditions have it. */
final class Upsets {
    private final Trace trace;
    private final List<CrashPoint> crashes;
    private final List<Interference> interferences;
    private final Consumer<Interference> told;
    private final List<Disturbance> happened = new ArrayList<>();
    private @Nullable Interferers interferers;
    private VirtualTime living;
    private boolean dead;
    private int calls;
    private int appends;

    /**
     * Where the conditions have it.
     *
     * @param told told of each act of somebody else, once it is done
     */
    Upsets(VirtualClock clock, Conditions conditions, Consumer<Interference> told) {
        this.trace = clock.trace();
        this.living = clock.engineTime();
        this.crashes = conditions.crashes();
        this.interferences = conditions.interferences();
        this.told = told;
    }

    /** From now on the process may die, and these may act. */
    void begin(Interferers others) {
        interferers = others;
        interferences.forEach(interference -> others.target(interference.act()));
    }

    /** Another process goes on, whose time this is. */
    void living(VirtualTime time) {
        living = time;
        dead = false;
    }

    boolean isDead() {
        return dead;
    }

    /** The number of the last call that was made. */
    int calls() {
        return calls;
    }

    /** How often something was appended to the journal. */
    int appends() {
        return appends;
    }

    /** Where it died, and who acted. */
    List<Disturbance> happened() {
        return happened;
    }

    /** Dies at this call, or lets others act before it. */
    void before(Call call) {
        throwIf(dies(CrashPoint.At.CALL, call.number(), false));
        calls = call.number();
        Interferers others = interferers;
        if (others == null) {
            return;
        }
        for (Interference interference : interferences) {
            if (interference.call() == calls) {
                trace.add("others", interference::act);
                others.act(interference.act());
                happened.add(interference);
                told.accept(interference);
            }
        }
    }

    /** Dies once this call has had its effect. */
    void after(Call call) {
        throwIf(dies(CrashPoint.At.CALL, call.number(), true));
    }

    /** Dies anew where the process goes on although it is dead. */
    void requireAlive() {
        throwIf(dead);
    }

    /** Whether the process is dead now that it would append. */
    boolean dieBeforeAppend() {
        appends++;
        return dies(CrashPoint.At.APPEND, appends, false);
    }

    /** Whether the process is dead now that it has appended. */
    boolean dieAfterAppend() {
        return dies(CrashPoint.At.APPEND, appends, true);
    }

    private boolean dies(CrashPoint.At at, int number, boolean after) {
        CrashPoint here = new CrashPoint(at, number, after);
        if (!dead && interferers != null && crashes.contains(here)) {
            trace.add("test", () -> "the process dies");
            happened.add(here);
            living.close();
            dead = true;
        }
        return dead;
    }

    private static void throwIf(boolean dead) {
        if (dead) {
            throw new Crash();
        }
    }
}
