package dev.rollback.run;

import java.util.Arrays;

/**
 * A heap of times at which a step has to be thought about. An entry that is out of date does no harm: the step finds nothing due. A heap of
 * two arrays, so that a hundred thousand waiting steps stay small.
 */
final class Timers {

    private long[] times = new long[16];
    private int[] steps = new int[16];
    private int size;

    void add(long time, int step) {
        if (time == StepState.NEVER) {
            return;
        }
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
            steps = Arrays.copyOf(steps, size * 2);
        }
        int place = size++;
        while (place > 0 && before(time, step, (place - 1) >>> 1)) {
            int parent = (place - 1) >>> 1;
            move(parent, place);
            place = parent;
        }
        times[place] = time;
        steps[place] = step;
    }

    boolean isEmpty() {
        return size == 0;
    }

    long nextTime() {
        return times[0];
    }

    /** Takes the step of the earliest entry off. */
    int take() {
        int taken = steps[0];
        size--;
        if (size > 0) {
            sink(times[size], steps[size]);
        }
        return taken;
    }

    private void sink(long time, int step) {
        int place = 0;
        int half = size >>> 1;
        while (place < half) {
            int child = 2 * place + 1;
            if (child + 1 < size && before(times[child + 1], steps[child + 1], child)) {
                child++;
            }
            if (!(times[child] < time || (times[child] == time && steps[child] < step))) {
                break;
            }
            move(child, place);
            place = child;
        }
        times[place] = time;
        steps[place] = step;
    }

    /** Times first, then places in the outline, so that the order never depends on chance. */
    private boolean before(long time, int step, int place) {
        return time < times[place] || (time == times[place] && step < steps[place]);
    }

    private void move(int from, int to) {
        times[to] = times[from];
        steps[to] = steps[from];
    }
}
