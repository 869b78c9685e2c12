package dev.rollback.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The loop and its timers; {@link SystemTimeCallsTest} has the calls. */
@Timeout(60)
class SystemTimeTest {

    private final EngineTime time = EngineTime.system();

    @AfterEach
    void close() {
        time.close();
    }

    /** What is found on the loop, after all that was posted before. */
    private <T> T onLoop(Supplier<T> find) throws Exception {
        CompletableFuture<T> found = new CompletableFuture<>();
        time.post(() -> found.complete(find.get()));
        return found.get(30, TimeUnit.SECONDS);
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void runs_what_is_posted_in_order_on_one_daemon_thread() throws Exception {
        List<Integer> ran = new ArrayList<>();
        IntStream.range(0, 20_000).forEach(i -> time.post(() -> ran.add(i)));

        assertThat(onLoop(() -> List.copyOf(ran))).hasSize(20_000).isSorted();
        assertThat(onLoop(Thread::currentThread)).isSameAs(onLoop(Thread::currentThread));
        assertThat(onLoop(() -> Thread.currentThread().isDaemon())).isTrue();
    }

    @Test
    void loses_nothing_that_many_threads_post() throws Exception {
        List<String> ran = new ArrayList<>();
        CountDownLatch all = new CountDownLatch(4 * 5_000);
        for (String poster : List.of("a", "b", "c", "d")) {
            new Thread(() -> {
                        for (int i = 0; i < 5_000; i++) {
                            String task = poster + String.format("%04d", i);
                            time.post(() -> {
                                ran.add(task);
                                all.countDown();
                            });
                        }
                    })
                    .start();
        }

        await(all);
        for (String poster : List.of("a", "b", "c", "d")) {
            assertThat(ran.stream().filter(task -> task.startsWith(poster)).toList())
                    .hasSize(5_000)
                    .isSorted();
        }
    }

    @Test
    void wakes_for_each_task_that_comes_alone() throws Exception {
        for (int i = 0; i < 2_000; i++) {
            int expected = i;

            assertThat(onLoop(() -> expected)).isEqualTo(expected);
        }
    }

    @Test
    void timers_run_in_the_order_of_their_times_and_never_early() throws Exception {
        List<String> ran = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch all = new CountDownLatch(4);
        Instant now = time.instant();
        Instant soon = now.plusMillis(30);
        for (String name : List.of("third", "fourth")) {
            time.postAt(soon.plusNanos(1_500), () -> {
                ran.add(name + " " + !time.instant().isBefore(soon.plusNanos(1_500)));
                all.countDown();
            });
        }
        time.post(() -> time.postAt(soon, () -> {
            ran.add("second " + !time.instant().isBefore(soon));
            all.countDown();
        }));
        time.postAt(now.minusSeconds(60), () -> {
            ran.add("first");
            all.countDown();
        });

        await(all);
        assertThat(ran).containsExactly("first", "second true", "third true", "fourth true");
    }

    @Test
    void a_timer_that_is_due_earlier_wakes_a_loop_that_waits_for_a_later_one() throws Exception {
        CountDownLatch due = new CountDownLatch(1);
        time.postAt(time.instant().plusSeconds(3_600), () -> {});
        time.postAt(Instant.MAX, () -> {});
        onLoop(() -> "the loop knows the later ones");

        time.postAt(time.instant().plusMillis(5), due::countDown);

        await(due);
    }

    @Test
    void timers_and_tasks_that_bring_forth_more_of_their_kind_keep_nobody_else_waiting() throws Exception {
        Runnable[] again = new Runnable[2];
        again[0] = () -> time.post(again[0]);
        again[1] = () -> time.postAt(time.instant(), again[1]);
        time.post(again[0]);
        time.post(again[1]);
        CountDownLatch due = new CountDownLatch(1);

        time.postAt(time.instant().plusMillis(1), due::countDown);

        await(due);
        assertThat(onLoop(() -> "posted later")).isEqualTo("posted later");
    }

    @Test
    void a_task_that_throws_does_not_end_the_loop() throws Exception {
        time.post(() -> {
            throw new IllegalStateException("thrown on purpose");
        });
        time.postAt(time.instant(), () -> {
            throw new AssertionError("thrown on purpose");
        });

        assertThat(onLoop(() -> "still there")).isEqualTo("still there");
    }

    @Test
    void waits_for_what_is_completed_failed_or_cancelled() throws Exception {
        CompletableFuture<String> done = new CompletableFuture<>();
        time.post(() -> done.complete("done"));
        CompletableFuture<String> failed =
                CompletableFuture.failedFuture(new IllegalStateException("thrown on purpose"));
        CompletableFuture<String> cancelled = CompletableFuture.failedFuture(new CancellationException());

        time.await(done);
        time.await(failed);
        time.await(cancelled);

        assertThat(done).isCompleted();
    }

    @Test
    void a_thread_that_is_interrupted_waits_no_longer() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> time.await(new CompletableFuture<>())).isInstanceOf(InterruptedException.class);
    }

    @Test
    void the_loop_does_not_wait_for_itself() throws Exception {
        CompletableFuture<Throwable> refusal = new CompletableFuture<>();
        time.post(() -> {
            try {
                time.await(new CompletableFuture<>());
            } catch (InterruptedException | RuntimeException e) {
                refusal.complete(e);
            }
        });

        assertThatIllegalStateException()
                .isThrownBy(() -> {
                    throw refusal.get(30, TimeUnit.SECONDS);
                })
                .withMessage(
                        "The loop cannot wait for what only the loop completes: it would stand still. Wait elsewhere.");
    }

    @Test
    void drops_what_comes_after_its_end() throws Exception {
        List<String> ran = Collections.synchronizedList(new ArrayList<>());
        Thread loop = onLoop(Thread::currentThread);
        time.postAt(time.instant().plusMillis(50), () -> ran.add("timer"));

        time.close();
        time.close();
        time.post(() -> ran.add("task"));
        time.postAt(time.instant(), () -> ran.add("timer"));

        loop.join(30_000);
        assertThat(loop.isAlive()).isFalse();
        assertThat(ran).isEmpty();
    }

    @Test
    void waits_at_its_end_for_the_task_in_hand_and_drops_the_rest() throws Exception {
        List<String> ran = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        time.post(() -> {
            begun.countDown();
            awaitQuietly(goOn);
            ran.add("in hand");
        });
        time.post(() -> ran.add("the rest"));
        await(begun);

        Thread closing = new Thread(time::close);
        closing.start();
        goOn.countDown();
        closing.join(30_000);

        assertThat(ran).startsWith("in hand");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            await(latch);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void can_be_ended_from_the_loop() throws Exception {
        Thread loop = onLoop(Thread::currentThread);

        time.post(time::close);

        loop.join(30_000);
        assertThat(loop.isAlive()).isFalse();
    }

    @Test
    void can_be_ended_before_it_began() {
        time.close();

        assertThat(((SystemTime) time).threads()).isZero();
    }

    @Test
    void refuses_to_make_no_calls_at_all() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EngineTime.system(0))
                .withMessage("At most 0 calls at once: expected at least 1.");
    }
}
