package dev.rollback.run;

/** The steps that have to be thought about, each at most once, in the order in which they came up. */
final class Agenda {

    private final int[] ring;
    private int head;
    private int size;
    private long taken;

    Agenda(int steps) {
        this.ring = new int[Math.max(1, steps)];
    }

    void add(StepState step) {
        if (!step.queued) {
            step.queued = true;
            int tail = head + size;
            ring[tail < ring.length ? tail : tail - ring.length] = step.index;
            size++;
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    StepState next(RunState state) {
        StepState step = state.step(ring[head]);
        head = head + 1 == ring.length ? 0 : head + 1;
        size--;
        taken++;
        step.queued = false;
        return step;
    }

    /** How many steps have been thought about so far: what the turns cost. */
    long taken() {
        return taken;
    }
}
