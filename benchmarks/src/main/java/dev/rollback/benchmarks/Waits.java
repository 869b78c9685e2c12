package dev.rollback.benchmarks;

import dev.rollback.Preview;
import dev.rollback.RollbackEngine;
import dev.rollback.RollbackPlan;
import dev.rollback.target.Action;
import dev.rollback.target.Attempt;
import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Very many waits at once, each of which looks every few seconds, in three ways. */
interface Waits extends AutoCloseable {

    /** A way to let so many wait, each looking that often. */
    interface Way {
        Waits of(int count, Duration every, Runnable look);
    }

    /** Begins them. */
    void begin();

    @Override
    void close();

    /** A heap of deadlines and the one thread that waits for the next of them. */
    static Waits onAHeap(int count, Duration every, Runnable look) {
        return new Waits() {
            private final Thread thread = new Thread(this::loop, "deadlines");
            private volatile boolean closed;

            @Override
            public void begin() {
                thread.setDaemon(true);
                thread.start();
            }

            private void loop() {
                PriorityQueue<Deadline> deadlines = new PriorityQueue<>();
                long now = System.nanoTime();
                for (int i = 0; i < count; i++) {
                    deadlines.add(new Deadline(now + every.toNanos() * i / count));
                }
                while (!closed) {
                    lookAtNext(deadlines);
                }
            }

            private void lookAtNext(PriorityQueue<Deadline> deadlines) {
                long left = deadlines.element().at - System.nanoTime();
                if (left > 0) {
                    LockSupport.parkNanos(left);
                } else {
                    deadlines.remove();
                    look.run();
                    deadlines.add(new Deadline(System.nanoTime() + every.toNanos()));
                }
            }

            @Override
            public void close() {
                closed = true;
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
    }

    /** When a look is due. */
    record Deadline(long at) implements Comparable<Deadline> {
        @Override
        public int compareTo(Deadline other) {
            return Long.compare(at, other.at);
        }
    }

    /** A scheduled executor of one thread. */
    static Waits onAScheduler(int count, Duration every, Runnable look) {
        ScheduledExecutorService executor = Executors.newScheduledThreadPool(1);
        return new Waits() {
            @Override
            public void begin() {
                long nanos = every.toNanos();
                for (int i = 0; i < count; i++) {
                    var unused = executor.scheduleWithFixedDelay(look, nanos * i / count, nanos, TimeUnit.NANOSECONDS);
                }
            }

            @Override
            public void close() {
                executor.shutdownNow();
            }
        };
    }

    /** One run of the library on real time, of so many steps that all wait. What is counted is the run; plan and preview are made before. */
    static Waits onAnEngine(int count, Duration every, Runnable look) {
        RollbackEngine engine = RollbackEngine.with(new ForgetfulJournal());
        Preview preview = engine.preview(plan(count, every, look));
        return new Waits() {
            @Override
            public void begin() {
                var run = engine.start(preview);
                if (run.isEnded()) {
                    throw new IllegalStateException("The run is over: expected it to wait.");
                }
            }

            @Override
            public void close() {
                engine.close();
            }
        };
    }

    private static RollbackPlan plan(int count, Duration every, Runnable look) {
        Action waits = new Endless(every, look);
        return RollbackPlan.named("waiting")
                .inParallel(group -> {
                    for (int i = 0; i < count; i++) {
                        group.run("step " + i, waits);
                    }
                })
                .build();
    }

    /** An action that is never done. */
    record Endless(Duration every, Runnable look) implements Action {
        @Override
        public String describe() {
            return "waits";
        }

        @Override
        public Progress reconcile(Attempt attempt) {
            look.run();
            return Progress.pending("waits", 0, Memo.empty(), every);
        }
    }
}
