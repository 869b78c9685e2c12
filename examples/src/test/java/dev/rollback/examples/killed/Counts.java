package dev.rollback.examples.killed;

import java.util.ArrayList;
import java.util.List;

/** What the processes of one run have done so far, all together. Not thread-safe. */
final class Counts {

    private final List<Integer> appends = new ArrayList<>();
    private final List<Integer> writes = new ArrayList<>();
    private int calls;
    private long millis;

    void append() {
        appends.add(calls);
    }

    void call(boolean write) {
        calls++;
        if (write) {
            writes.add(calls);
        }
    }

    void lived(long time) {
        millis += time;
    }

    int appends() {
        return appends.size();
    }

    int writes() {
        return writes.size();
    }

    int calls() {
        return calls;
    }

    long millis() {
        return millis;
    }

    /** How many of these there were. */
    int of(KillPoint.Kind kind) {
        return switch (kind) {
            case BEFORE_APPEND, WITHIN_APPEND, AFTER_APPEND, TORN_APPEND -> appends();
            case BEFORE_WRITE, AFTER_WRITE -> writes();
            case BEFORE_CALL, AFTER_CALL -> calls;
            case AT_TIME -> (int) millis;
        };
    }

    /** How far the run was at the so-manieth of these, in calls. */
    int progressAt(KillPoint.Kind kind, int number) {
        return switch (kind) {
            case BEFORE_APPEND, WITHIN_APPEND, AFTER_APPEND, TORN_APPEND -> appends.get(number - 1);
            case BEFORE_WRITE, AFTER_WRITE -> writes.get(number - 1);
            case BEFORE_CALL, AFTER_CALL -> number;
            case AT_TIME -> (int) (number * (long) calls / Math.max(1, millis));
        };
    }
}
