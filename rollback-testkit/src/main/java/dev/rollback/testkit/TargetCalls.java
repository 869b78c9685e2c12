package dev.rollback.testkit;

import dev.rollback.target.RemoteCall;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The calls that a target makes through what it is given: counts them, lets one of them go wrong, and sees what changes beside them.
 */
final class TargetCalls {
    private final FakeAws world;
    private final TargetScene scene;
    private final Mishap mishap;
    private final List<Made> made = new ArrayList<>();
    private final List<String> strays = new ArrayList<>();
    private boolean forgetsAnswer;
    private boolean side;
    private int logged;
    private String state = "";

    TargetCalls(FakeAws world, TargetScene scene, Mishap mishap) {
        this.world = world;
        this.scene = scene;
        this.mishap = mishap;
        sync();
    }

    /**
     * One call.
     *
     * @param operation its name
     * @param write whether it was made as one that changes something
     * @param done whether it took effect
     * @param side whether it was made for one of many items
     */
    record Made(String operation, boolean write, boolean done, boolean side) {}

    /** All calls so far. */
    List<Made> made() {
        return made;
    }

    /** What was done beside these calls, or in a call that says that it changes nothing. */
    List<String> strays() {
        return strays;
    }

    /** How many calls of this operation took effect. */
    long done(String operation) {
        return made.stream()
                .filter(call -> call.done() && call.operation().equals(operation))
                .count();
    }

    /** Whether the process has died before the answer that comes next is journaled; true once. */
    boolean dropsAnswer() {
        boolean drops = forgetsAnswer;
        forgetsAnswer = false;
        return drops;
    }

    /** What is called from now on belongs to one of many items, or no longer does. */
    void side(boolean many) {
        side = many;
    }

    <T> T make(RemoteCall call, boolean write, Supplier<T> body) {
        outside("before " + call.operation());
        boolean hit = mishap.hits(made.size() + 1);
        String what = (write ? "write " : "read ")
                + call.operation()
                + (hit ? ": " + mishap.way().words() : "");
        world.clock().trace().add("target", () -> what);
        if (!hit) {
            return carriedOut(call, write, body);
        }
        Mishap.Way way = mishap.way();
        if (way == Mishap.Way.DIES_UNJOURNALED) {
            forgetsAnswer = true;
            return carriedOut(call, write, body);
        }
        if (way.isAfter()) {
            carriedOut(call, write, body);
        } else {
            made.add(new Made(call.operation(), write, false, side));
        }
        mishap.strike(call.operation());
        throw new IllegalStateException("A mishap let " + call.operation() + " go on.");
    }

    private <T> T carriedOut(RemoteCall call, boolean write, Supplier<T> body) {
        boolean done = false;
        try {
            T answer = body.get();
            done = true;
            return answer;
        } finally {
            made.add(new Made(call.operation(), write, done, side));
            if (!write) {
                changedIn("the read " + call.operation());
            }
            sync();
        }
    }

    /** Notes what was done since the last call: nothing may have been. */
    void outside(String when) {
        List<Call> log = world.calls().list();
        for (Call call : log.subList(Math.min(logged, log.size()), log.size())) {
            strays.add(call.operation() + " was called " + when + ", beside look.read and attempt.write");
        }
        changedIn("code " + when);
        sync();
    }

    private void changedIn(String where) {
        List<Call> log = world.calls().list();
        for (Call call : log.subList(Math.min(logged, log.size()), log.size())) {
            if (call.isWrite()) {
                strays.add(call.operation() + " was called in " + where);
            }
        }
        String now = scene.state();
        if (!now.equals(state)) {
            strays.add("the state was changed in " + where + ", from " + state + " to " + now);
        }
    }

    /** What has happened up to now is none of the target's doing, or has been noted. */
    void sync() {
        logged = world.calls().count();
        state = scene.state();
    }
}
