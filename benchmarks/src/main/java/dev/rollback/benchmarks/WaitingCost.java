package dev.rollback.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What 100,000 waits hold and what a look of one of them costs, on a heap of deadlines, a scheduled executor and the library. Prints a table;
 * {@code --quick} is for smoke and takes fewer.
 */
public final class WaitingCost {

    private final int count;
    private final Duration every;

    private WaitingCost(boolean quick) {
        this.count = quick ? 5_000 : 100_000;
        this.every = Duration.ofSeconds(quick ? 1 : 5);
    }

    /** Measures each way, one after the other. */
    public static void main(String[] args) {
        WaitingCost cost = new WaitingCost(List.of(args).contains("--quick"));
        System.out.printf(
                Locale.ROOT, "%d waits, a look of each every %s; %s%n", cost.count, cost.every, Jvm.describe());
        System.out.println("| way | bytes of heap a wait | threads | microseconds of CPU a look |");
        System.out.println("|---|---|---|---|");
        cost.measure("heap of deadlines", Waits::onAHeap);
        cost.measure("ScheduledThreadPoolExecutor", Waits::onAScheduler);
        cost.measure("library, the whole run", Waits::onAnEngine);
        cost.measureHeart();
    }

    private void measure(String name, Waits.Way way) {
        Looks looks = new Looks(count);
        int threads = Jvm.threads();
        try (Waits waits = way.of(count, every, looks)) {
            long before = Jvm.heapBytes();
            waits.begin();
            looks.await(looks.all);
            int more = Jvm.threads() - threads;
            long heap = Jvm.heapBytes() - before;
            looks.await(looks.twice);
            long cpu = Jvm.cpuNanos();
            looks.await(looks.fourTimes);
            print(name, heap, more, (double) (Jvm.cpuNanos() - cpu) / (2L * count));
        }
    }

    private void measureHeart() {
        HeartWaits heart = new HeartWaits(count);
        long before = Jvm.heapBytes();
        heart.look(2L * count);
        long heap = Jvm.heapBytes() - before;
        heart.look(10L * count);
        long cpu = Jvm.cpuNanos();
        long looks = heart.look(20L * count);
        print("library, what waiting adds in the heart", heap, 0, (double) (Jvm.cpuNanos() - cpu) / looks);
        if (heart.state().isEnded()) {
            throw new IllegalStateException("The run is over: expected it to wait.");
        }
    }

    private void print(String name, long heap, int threads, double cpuNanos) {
        System.out.printf(
                Locale.ROOT, "| %s | %.0f | %d | %.2f |%n", name, (double) heap / count, threads, cpuNanos / 1_000);
    }

    /** Counts looks and tells when there were enough. */
    private static final class Looks implements Runnable {
        private final AtomicLong made = new AtomicLong();
        private final long count;
        private final CountDownLatch all = new CountDownLatch(1);
        private final CountDownLatch twice = new CountDownLatch(1);
        private final CountDownLatch fourTimes = new CountDownLatch(1);

        Looks(long count) {
            this.count = count;
        }

        @Override
        public void run() {
            long looks = made.incrementAndGet();
            if (looks == count) {
                all.countDown();
            } else if (looks == 2 * count) {
                twice.countDown();
            } else if (looks == 4 * count) {
                fourTimes.countDown();
            }
        }

        void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while waits were measured. Start again.", e);
            }
        }
    }
}
