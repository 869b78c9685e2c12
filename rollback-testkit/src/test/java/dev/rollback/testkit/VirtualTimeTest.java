package dev.rollback.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.time.EngineTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final VirtualClock clock = VirtualClock.at(START);
    private final VirtualTime time = clock.engineTime();
    private final List<String> happened = new ArrayList<>();

    @Test
    void runs_what_is_posted_in_order_and_before_timers_of_the_same_time() {
        time.postAt(START, () -> happened.add("timer"));
        time.post(() -> {
            happened.add("first");
            time.post(() -> happened.add("third"));
        });
        time.post(() -> happened.add("second"));

        clock.advance(Duration.ZERO);

        assertThat(happened).containsExactly("first", "second", "third", "timer");
    }

    @Test
    void keeps_what_one_loop_posts_in_order_whatever_the_seed() {
        for (long seed = 0; seed < 50; seed++) {
            VirtualClock mixed = VirtualClock.at(START).mixedBy(new Dice(seed));
            VirtualTime loop = mixed.engineTime();
            StringBuilder order = new StringBuilder();
            loop.postAt(START, () -> order.append('t'));
            loop.post(() -> order.append('1'));
            loop.post(() -> order.append('2'));

            mixed.advance(Duration.ZERO);

            assertThat(order.toString()).isIn("t12", "1t2", "12t");
        }
    }

    @Test
    void what_work_side_by_side_waits_for_overlaps_as_on_so_many_threads() {
        call(MINUTE, () -> {
            time.pause(Duration.ofSeconds(1));
            List<Runnable> work = Stream.of(6, 2, 2, 2)
                    .map(seconds -> work(Duration.ofSeconds(seconds)))
                    .toList();
            time.sideBySide(work.iterator(), 2);
            return "done";
        });

        clock.advance(Duration.ofSeconds(6));
        List<String> before = List.copyOf(happened);
        clock.advance(Duration.ofSeconds(1));

        assertThat(before).containsExactly("PT6S", "PT2S", "PT2S", "PT2S");
        assertThat(happened).hasSize(5).last().asString().contains("done");
    }

    @Test
    void work_side_by_side_that_takes_longer_than_its_call_may_is_given_up() {
        call(Duration.ofSeconds(5), () -> {
            List<Runnable> work = Collections.nCopies(4, work(Duration.ofSeconds(3)));
            time.sideBySide(work.iterator(), 1);
            return "done";
        });

        clock.advance(MINUTE);

        assertThat(happened).startsWith("PT3S", "PT3S").doesNotContain("done").hasSize(3);
    }

    @Test
    void work_side_by_side_needs_a_call() {
        assertThatThrownBy(() -> time.sideBySide(Collections.emptyIterator(), 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "Work side by side outside of a call. Expected it within call(...): on the loop, use call(...) for each.");
    }

    private Runnable work(Duration takes) {
        return () -> {
            happened.add(takes.toString());
            try {
                time.pause(takes);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    @Test
    void answers_a_call_after_the_time_that_it_waited_while_the_clock_stood() {
        call(MINUTE, () -> {
            time.pause(Duration.ofSeconds(3));
            time.pause(Duration.ofSeconds(4));
            happened.add("looked at " + time.instant());
            return "done";
        });

        clock.advance(MINUTE);

        assertThat(happened).containsExactly("looked at 2026-03-02T09:00:00Z", "done at 2026-03-02T09:00:07Z");
    }

    @Test
    void hands_on_what_a_call_throws() {
        call(MINUTE, () -> {
            time.pause(Duration.ofSeconds(3));
            throw new IllegalStateException("broken");
        });

        clock.advance(MINUTE);

        assertThat(happened).containsExactly("java.lang.IllegalStateException: broken at 2026-03-02T09:00:03Z");
    }

    @Test
    void answers_a_call_that_waits_too_long_at_its_time_out_and_interrupts_it() {
        call(MINUTE, () -> {
            try {
                time.pause(Duration.ofHours(1));
                return "never";
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                happened.add("interrupted");
                return "too late";
            }
        });

        clock.advance(Duration.ofHours(2));

        assertThat(happened)
                .containsExactly(
                        "interrupted",
                        "java.util.concurrent.TimeoutException: no answer within PT1M at 2026-03-02T09:01:00Z");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void lets_other_things_happen_while_a_call_is_under_way() {
        clock.after(Duration.ofSeconds(1), () -> happened.add("meanwhile"));
        call(MINUTE, () -> {
            time.pause(Duration.ofSeconds(2));
            return "done";
        });

        clock.advance(MINUTE);

        assertThat(happened).containsExactly("meanwhile", "done at 2026-03-02T09:00:02Z");
    }

    @Test
    void refuses_a_pause_outside_of_a_call() {
        assertThatThrownBy(() -> time.pause(MINUTE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("outside of a call")
                .hasMessageContaining("postAt");
    }

    @Test
    void lets_time_pass_until_what_is_awaited_is_complete() {
        CompletableFuture<String> done = new CompletableFuture<>();
        time.postAt(START.plus(MINUTE), () -> done.complete("yes"));
        time.postAt(START.plus(MINUTE.multipliedBy(2)), () -> happened.add("too far"));

        time.await(done);

        assertThat(done).isCompletedWithValue("yes");
        assertThat(clock.instant()).isEqualTo(START.plus(MINUTE));
        assertThat(happened).isEmpty();
    }

    @Test
    void says_what_happened_last_when_it_runs_dry() {
        clock.trace().add("engine", () -> "waits for an answer");

        assertThatThrownBy(() -> time.await(new CompletableFuture<>()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ran dry at 2026-03-02T09:00:00Z")
                .hasMessageContaining("nothing is left to happen")
                .hasMessageContaining("engine  waits for an answer");
    }

    @Test
    void shows_what_a_task_throws_to_whoever_waits() {
        time.post(() -> {
            throw new IllegalArgumentException("a bug");
        });

        assertThatThrownBy(() -> time.await(new CompletableFuture<>())).hasMessage("a bug");
    }

    @Test
    void drops_what_it_queued_when_it_is_closed_and_nothing_of_anyone_else() {
        VirtualTime other = clock.engineTime();
        time.post(() -> happened.add("posted"));
        time.postAt(START.plusSeconds(1), () -> happened.add("timer"));
        call(MINUTE, () -> happened.add("called"));
        other.post(() -> happened.add("other engine"));
        clock.after(Duration.ofSeconds(2), () -> happened.add("other deployer"));

        time.close();
        clock.advance(MINUTE);

        assertThat(happened).containsExactly("other engine", "other deployer");
    }

    private <T> void call(Duration timeout, Callable<T> work) {
        time.call(timeout, work, new EngineTime.Answer<T>() {
            @Override
            public void done(T result) {
                happened.add(result + " at " + time.instant());
            }

            @Override
            public void failed(Throwable failure) {
                happened.add(failure + " at " + time.instant());
            }
        });
    }
}
