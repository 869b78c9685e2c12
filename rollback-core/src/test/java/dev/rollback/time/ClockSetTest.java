package dev.rollback.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A clock on the wall that somebody sets while the engine waits. */
@Timeout(60)
class ClockSetTest {

    private static final Duration LONG = Duration.ofMinutes(20);

    private final EngineTime right = EngineTime.system();
    private final AtomicLong set = new AtomicLong();
    private final SystemTime time = new SystemTime(1, () -> right.instant().toEpochMilli() + set.get());

    @AfterEach
    void close() {
        time.close();
        right.close();
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    }

    private void timer(Duration after) throws InterruptedException {
        CountDownLatch due = new CountDownLatch(1);
        time.postAt(time.instant().plus(after), due::countDown);
        await(due);
    }

    /** Something that is waited for far off keeps the engine from taking over the wall's time. */
    private void busy() throws InterruptedException {
        time.postAt(time.instant().plus(Duration.ofDays(1)), () -> {});
        timer(Duration.ZERO);
    }

    @Test
    void clock_going_backwards_keeps_no_timer_waiting() throws InterruptedException {
        CountDownLatch due = new CountDownLatch(1);
        CountDownLatch posted = new CountDownLatch(1);
        time.postAt(time.instant().plusMillis(300), due::countDown);
        time.post(posted::countDown);
        await(posted);

        set.set(-LONG.toMillis());

        await(due);
        timer(Duration.ofMillis(20));
    }

    @Test
    void clock_going_backwards_turns_no_time_back() throws InterruptedException {
        busy();
        List<Instant> seen = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            seen.add(time.instant());
            set.addAndGet(-LONG.toMillis());
            timer(Duration.ofMillis(2));
        }

        assertThat(seen).isSorted();
        assertThat(Duration.between(seen.get(0), seen.get(9))).isLessThan(LONG);
    }

    @Test
    void clock_going_backwards_is_followed_once_nothing_is_waited_for() throws InterruptedException {
        Instant before = time.instant();
        set.set(-LONG.toMillis());

        timer(Duration.ofMillis(5));
        CountDownLatch looked = new CountDownLatch(1);
        while (time.instant().isAfter(before)) {
            CountDownLatch turned = new CountDownLatch(1);
            time.post(turned::countDown);
            await(turned);
        }
        time.post(looked::countDown);

        await(looked);
        assertThat(time.instant()).isBefore(before);
    }

    @Test
    void clock_going_forward_is_followed_at_once() throws InterruptedException {
        Instant before = time.instant();
        CountDownLatch slept = new CountDownLatch(1);
        time.postAt(before.plus(LONG), slept::countDown);

        set.set(LONG.toMillis());
        time.post(() -> {});

        await(slept);
        assertThat(time.instant()).isAfterOrEqualTo(before.plus(LONG));
    }

    @Test
    void clock_going_forward_and_back_again_turns_no_time_back() throws InterruptedException {
        busy();
        set.set(LONG.toMillis());
        Instant ahead = time.instant();

        set.set(0);
        timer(Duration.ofMillis(5));

        assertThat(time.instant()).isAfter(ahead).isBefore(ahead.plus(LONG));
    }
}
