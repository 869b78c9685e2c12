package dev.rollback.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The calls beside the loop. */
@Timeout(60)
class SystemTimeCallsTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Duration SHORT = Duration.ofMillis(20);

    private final CompletableFuture<Boolean> testOver = new CompletableFuture<>();
    private final SystemTime time = new SystemTime(EngineTime.DEFAULT_MAX_CALLS);
    private final SystemTime oneAtATime = new SystemTime(1);

    @AfterEach
    void close() {
        testOver.complete(true);
        time.close();
        oneAtATime.close();
    }

    private static boolean await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        return true;
    }

    /** Hangs until the test is over, whoever interrupts it. */
    private boolean hang() {
        return testOver.join();
    }

    @Test
    void carries_out_beside_the_loop_and_answers_on_it() throws Exception {
        Asked<Thread> asked = Asked.call(time, LONG, Thread::currentThread);

        assertThat(asked.get().getName()).startsWith("rollback-call-");
        assertThat(asked.get().isDaemon()).isTrue();
        assertThat(asked.thread().getName()).isEqualTo("rollback-engine");
    }

    @Test
    void answers_with_what_the_call_throws() {
        Asked<String> asked = Asked.call(time, LONG, () -> {
            throw new IOException("thrown on purpose");
        });
        Asked<String> worse = Asked.call(time, LONG, () -> {
            throw new StackOverflowError("thrown on purpose");
        });

        assertThatThrownBy(asked::get).hasCauseInstanceOf(IOException.class);
        assertThatThrownBy(worse::get).hasCauseInstanceOf(StackOverflowError.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void so_many_run_at_once_and_no_more(int most) throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger peak = new AtomicInteger();
        CountDownLatch full = new CountDownLatch(most);
        List<Asked<Boolean>> all = new ArrayList<>();
        try (SystemTime bounded = new SystemTime(most)) {
            for (int i = 0; i < 200; i++) {
                all.add(Asked.call(bounded, LONG, () -> {
                    peak.accumulateAndGet(running.incrementAndGet(), Math::max);
                    full.countDown();
                    await(full);
                    running.decrementAndGet();
                    return true;
                }));
            }
            for (Asked<Boolean> asked : all) {
                assertThat(asked.get()).isTrue();
            }
        }

        assertThat(peak).hasValue(most);
    }

    @Test
    void calls_that_wait_get_as_many_threads_as_may_run_at_once() throws Exception {
        CountDownLatch together = new CountDownLatch(EngineTime.DEFAULT_MAX_CALLS);
        List<Asked<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < EngineTime.DEFAULT_MAX_CALLS; i++) {
            all.add(Asked.call(time, LONG, () -> {
                together.countDown();
                return await(together);
            }));
        }

        for (Asked<Boolean> asked : all) {
            assertThat(asked.get()).isTrue();
        }
    }

    @Test
    void a_burst_of_quick_calls_needs_few_threads() throws Exception {
        List<Asked<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            int call = i;
            all.add(Asked.call(time, LONG, () -> call));
        }

        for (int i = 0; i < 10_000; i++) {
            assertThat(all.get(i).get()).isEqualTo(i);
        }
        assertThat(time.threads()).isLessThan(EngineTime.DEFAULT_MAX_CALLS / 2);
    }

    @Test
    void calls_that_follow_each_other_are_all_answered() throws Exception {
        CompletableFuture<Integer> last = new CompletableFuture<>();
        time.post(() -> callNext(5_000, last));

        assertThat(last.get(30, TimeUnit.SECONDS)).isZero();
    }

    private void callNext(int left, CompletableFuture<Integer> last) {
        time.call(LONG, () -> left, new EngineTime.Answer<>() {
            @Override
            public void done(Integer result) {
                if (result == 0) {
                    last.complete(result);
                } else {
                    callNext(result - 1, last);
                }
            }

            @Override
            public void failed(Throwable failure) {
                last.completeExceptionally(failure);
            }
        });
    }

    @Test
    void a_call_that_hangs_is_interrupted_and_given_up_at_its_time_out() throws Exception {
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Asked<Boolean> asked = Asked.call(time, SHORT, () -> {
            try {
                return testOver.get(40, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                interrupted.complete(true);
                throw e;
            }
        });

        assertThatThrownBy(asked::get)
                .hasCauseInstanceOf(TimeoutException.class)
                .hasRootCauseMessage("no answer within PT0.02S");
        assertThat(asked.thread().getName()).isEqualTo("rollback-engine");
        assertThat(interrupted.get(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_call_that_hangs_for_good_gives_its_place_away_and_is_answered_once() throws Exception {
        Asked<Boolean> hanging = Asked.call(oneAtATime, SHORT, this::hang);
        Asked<String> next = Asked.call(oneAtATime, LONG, () -> "next");

        assertThat(next.get()).isEqualTo("next");
        testOver.complete(true);
        assertThat(Asked.call(oneAtATime, LONG, () -> "last").get()).isEqualTo("last");
        assertThatThrownBy(hanging::get).hasCauseInstanceOf(TimeoutException.class);
        assertThat(hanging.answers()).isEqualTo(1);
    }

    @Test
    void a_call_without_an_end_in_sight_may_have_a_time_out_beyond_all_bounds() throws Exception {
        assertThat(Asked.call(time, Duration.ofSeconds(Long.MAX_VALUE), () -> "done")
                        .get())
                .isEqualTo("done");
    }

    @Test
    void an_interruption_does_not_reach_the_next_call() throws Exception {
        for (int i = 0; i < 100; i++) {
            Asked<Boolean> hanging =
                    Asked.call(oneAtATime, Duration.ofMillis(1), () -> testOver.get(1, TimeUnit.MILLISECONDS));
            Asked<Boolean> next =
                    Asked.call(oneAtATime, LONG, () -> Thread.currentThread().isInterrupted());

            assertThat(next.get()).isFalse();
            assertThat(hanging.answers()).isEqualTo(1);
        }
    }

    @Test
    void an_answer_that_throws_does_not_end_the_loop_or_cost_a_place() throws Exception {
        for (Duration timeout : List.of(SHORT, LONG)) {
            oneAtATime.post(() ->
                    oneAtATime.call(timeout, () -> timeout.equals(LONG) || hang(), new EngineTime.Answer<Boolean>() {
                        @Override
                        public void done(Boolean result) {
                            throw new IllegalStateException("thrown on purpose");
                        }

                        @Override
                        public void failed(Throwable failure) {
                            throw new IllegalStateException("thrown on purpose", failure);
                        }
                    }));
        }

        assertThat(Asked.call(oneAtATime, LONG, () -> "still there").get()).isEqualTo("still there");
    }

    @Test
    void a_call_that_pauses_lets_another_have_its_place_and_goes_on() throws Exception {
        CountDownLatch otherRan = new CountDownLatch(1);
        Asked<Boolean> pausing = Asked.call(oneAtATime, LONG, () -> {
            while (otherRan.getCount() > 0) {
                oneAtATime.pause(Duration.ofMillis(20));
            }
            return true;
        });
        Asked<String> other = Asked.call(oneAtATime, LONG, () -> {
            otherRan.countDown();
            return "ran meanwhile";
        });

        assertThat(other.get()).isEqualTo("ran meanwhile");
        assertThat(pausing.get()).isTrue();
    }

    @Test
    void a_call_that_pauses_past_its_time_out_is_given_up_and_costs_no_place() throws Exception {
        for (int i = 0; i < 3; i++) {
            Asked<Boolean> pausing = Asked.call(oneAtATime, SHORT, () -> {
                oneAtATime.pause(Duration.ofHours(1));
                return true;
            });

            assertThatThrownBy(pausing::get).hasCauseInstanceOf(TimeoutException.class);
        }

        assertOneRunsAtATime(oneAtATime);
    }

    private static void assertOneRunsAtATime(SystemTime bounded) throws Exception {
        AtomicInteger running = new AtomicInteger();
        List<Asked<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            all.add(Asked.call(bounded, LONG, () -> {
                int now = running.incrementAndGet();
                running.decrementAndGet();
                return now;
            }));
        }
        for (Asked<Integer> asked : all) {
            assertThat(asked.get()).isEqualTo(1);
        }
    }

    @Test
    void a_pause_outside_a_call_is_only_a_pause() throws Exception {
        time.pause(Duration.ofMillis(1));
        time.pause(Duration.ofMillis(11));

        assertThat(time.threads()).isZero();
    }

    @Test
    void its_end_interrupts_what_is_under_way_answers_nothing_and_ends_the_threads() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        CompletableFuture<Thread> interrupted = new CompletableFuture<>();
        Asked<Boolean> asked = Asked.call(time, LONG, () -> {
            begun.countDown();
            try {
                return testOver.get(40, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                interrupted.complete(Thread.currentThread());
                throw e;
            }
        });
        Thread idle = Asked.call(time, LONG, () -> {
                    begun.countDown();
                    await(begun);
                    return Thread.currentThread();
                })
                .get();

        time.close();

        interrupted.get(30, TimeUnit.SECONDS).join(30_000);
        idle.join(30_000);
        for (int looks = 0; looks < 10_000_000 && time.threads() > 0; looks++) {
            SystemTime.giveWay(); // on a busy machine there was one more, which is just ending
        }
        assertThat(idle.isAlive()).isFalse();
        assertThat(time.threads()).isZero();
        assertThat(asked.answers()).isZero();
    }
}
