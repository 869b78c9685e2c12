package dev.rollback;

import dev.rollback.time.EngineTime;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a run takes a turn in time although nothing comes in. A timer cannot be taken back, so one is set only where none goes off before:
 * what is set stays a short, falling row, and timers do not pile up over hours. On the loop.
 */
final class Wakes {

    private final EngineTime time;
    private final Runnable turn;
    private final Deque<Instant> earliestFirst = new ArrayDeque<>();

    Wakes(EngineTime time, Runnable turn) {
        this.time = time;
        this.turn = turn;
    }

    /** Takes a turn then at the latest; null for whenever. */
    void at(@Nullable Instant next) {
        if (next == null) {
            return;
        }
        Instant earliest = earliestFirst.peek();
        if (earliest == null || next.isBefore(earliest)) {
            earliestFirst.push(next);
            time.postAt(next, this::wake);
        }
    }

    private void wake() {
        earliestFirst.pop();
        turn.run();
    }
}
