package dev.rollback.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/** A graph of steps as the references carry it out: nothing is kept, told or timed. Steps stand after those that they depend on. */
final class Graph {

    /** Given to both, as a CompletableFuture left to itself starts a thread for each step where there are two processors. */
    private static final ForkJoinPool POOL =
            new ForkJoinPool(Math.max(2, Runtime.getRuntime().availableProcessors()));

    private final List<List<Integer>> before;
    private final int[][] after;
    private final int[] unmet;

    Graph(List<List<Integer>> before) {
        this.before = before;
        this.after = new int[before.size()][];
        this.unmet = before.stream().mapToInt(List::size).toArray();
        List<List<Integer>> next = new ArrayList<>();
        before.forEach(step -> next.add(new ArrayList<>()));
        for (int step = 0; step < before.size(); step++) {
            for (int earlier : before.get(step)) {
                next.get(earlier).add(step);
            }
        }
        for (int step = 0; step < after.length; step++) {
            after[step] = next.get(step).stream().mapToInt(Integer::intValue).toArray();
        }
    }

    /** One after the other on this thread, as the order allows. */
    void inALoop(Runnable work) {
        int[] open = unmet.clone();
        int[] ready = new int[open.length];
        int end = 0;
        for (int step = 0; step < open.length; step++) {
            if (open[step] == 0) {
                ready[end++] = step;
            }
        }
        for (int at = 0; at < end; at++) {
            work.run();
            for (int next : after[ready[at]]) {
                if (--open[next] == 0) {
                    ready[end++] = next;
                }
            }
        }
    }

    /** Each on a pool once its counter of what is unmet is down. */
    void onCounters(Runnable work) {
        new Counters(work).run();
    }

    private final class Counters {
        private final Runnable work;
        private final AtomicIntegerArray open = new AtomicIntegerArray(unmet);
        private final CountDownLatch left = new CountDownLatch(unmet.length);

        Counters(Runnable work) {
            this.work = work;
        }

        void run() {
            for (int step = 0; step < unmet.length; step++) {
                if (unmet[step] == 0) {
                    submit(step);
                }
            }
            awaitAll();
        }

        private void submit(int step) {
            POOL.execute(() -> step(step));
        }

        private void step(int step) {
            work.run();
            for (int next : after[step]) {
                if (open.decrementAndGet(next) == 0) {
                    submit(next);
                }
            }
            left.countDown();
        }

        private void awaitAll() {
            try {
                left.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while the reference ran. Start the benchmark again.", e);
            }
        }
    }

    /** Each a stage that runs on a pool after all those before it. */
    void onFutures(Runnable work) {
        List<CompletableFuture<@Nullable Void>> stages = new ArrayList<>();
        for (List<Integer> earlier : before) {
            CompletableFuture<?>[] all = earlier.stream().map(stages::get).toArray(CompletableFuture<?>[]::new);
            stages.add(CompletableFuture.allOf(all).thenRunAsync(work, POOL));
        }
        CompletableFuture.allOf(stages.toArray(CompletableFuture<?>[]::new)).join();
    }
}
