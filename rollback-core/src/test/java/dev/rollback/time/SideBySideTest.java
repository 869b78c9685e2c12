package dev.rollback.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The items of one call, on real threads. */
@Timeout(60)
class SideBySideTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    private final SystemTime time = new SystemTime(1);

    @AfterEach
    void close() {
        time.close();
    }

    @Test
    void carries_out_as_many_at_once_as_asked_for_whatever_the_number_of_calls() throws Exception {
        CyclicBarrier together = new CyclicBarrier(8);
        Set<String> threads = ConcurrentHashMap.newKeySet();
        List<Runnable> work = Collections.nCopies(8, () -> {
            threads.add(Thread.currentThread().getName());
            meet(together);
        });

        Asked<Boolean> asked = Asked.call(time, LONG, () -> {
            time.sideBySide(work.iterator(), 8);
            return true;
        });

        assertThat(asked.get()).isTrue();
        assertThat(threads).hasSize(8).allMatch(name -> name.startsWith("rollback-item-"));
    }

    @Test
    void never_carries_out_more_at_once_than_asked_for() throws Exception {
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Runnable> work = Collections.nCopies(200, () -> {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            underWay.decrementAndGet();
        });

        Asked<Integer> asked = Asked.call(time, LONG, () -> {
            time.sideBySide(work.iterator(), 3);
            return underWay.get();
        });

        assertThat(asked.get()).isZero();
        assertThat(most.get()).isBetween(1, 3);
    }

    @Test
    void takes_the_next_on_the_calling_thread() throws Exception {
        Set<String> taking = ConcurrentHashMap.newKeySet();

        Asked<Boolean> asked = Asked.call(time, LONG, () -> {
            time.sideBySide(
                    IntStream.range(0, 20)
                            .mapToObj(i -> {
                                taking.add(Thread.currentThread().getName());
                                return (Runnable) () -> {};
                            })
                            .iterator(),
                    4);
            return true;
        });

        assertThat(asked.get()).isTrue();
        assertThat(taking).singleElement().asString().startsWith("rollback-call-");
    }

    @Test
    void lets_work_pause_without_holding_up_the_rest() throws Exception {
        AtomicInteger done = new AtomicInteger();
        List<Runnable> work = Collections.nCopies(50, () -> {
            pause(Duration.ofMillis(20));
            done.incrementAndGet();
        });

        Asked<Integer> asked = Asked.call(time, LONG, () -> {
            time.sideBySide(work.iterator(), 50);
            return done.get();
        });

        assertThat(asked.get()).isEqualTo(50);
    }

    @Test
    void interrupts_what_is_under_way_when_the_call_is_given_up() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(2);
        CompletableFuture<Boolean> never = new CompletableFuture<>();
        List<Runnable> work = Collections.nCopies(2, () -> {
            try {
                never.get();
            } catch (Exception e) {
                interrupted.countDown();
            }
        });

        Asked<Boolean> asked = Asked.call(time, Duration.ofMillis(50), () -> {
            time.sideBySide(work.iterator(), 2);
            return true;
        });

        assertThatThrownBy(asked::get).hasCauseInstanceOf(TimeoutException.class);
        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
    }

    private void pause(Duration duration) {
        try {
            time.pause(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void meet(CyclicBarrier together) {
        try {
            together.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
