package dev.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.target.RemoteCall;
import dev.rollback.target.RemoteCall.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacingTest {

    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
    private static final RemoteCall UPDATE = call("ecs:UpdateService", 50, 5);
    private static final RemoteCall DESCRIBE = call("ecs:DescribeServices", 100, 20);

    private static final Duration PATIENT = Duration.ofHours(1);

    private final Pacing pacing = new Pacing();

    private static RemoteCall call(String operation, int burst, double perSecond) {
        return new RemoteCall(operation, new Limit("123456789012/eu-west-1/" + operation, burst, perSecond));
    }

    private static Instant after(double seconds) {
        return START.plusNanos((long) (seconds * 1e9));
    }

    private Instant write(RemoteCall call, Instant now) {
        return now.plus(pacing.reserve(call, true, now, PATIENT));
    }

    private Instant read(RemoteCall call, Instant now) {
        return now.plus(pacing.reserve(call, false, now, PATIENT));
    }

    /** How many of these calls a service refuses that has this limit. */
    private static long refused(Limit limit, List<Instant> calls) {
        TokenBucket bucket = new TokenBucket(limit, START);
        return calls.stream().sorted().filter(call -> !bucket.takes(call)).count();
    }

    @Test
    void a_thousand_services_are_updated_within_the_bucket_and_no_later_than_it_allows() {
        List<Instant> updates = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            updates.add(write(UPDATE, START));
        }

        assertThat(refused(UPDATE.limit(), updates)).isZero();
        assertThat(Collections.max(updates)).isEqualTo(after(190));
    }

    @Test
    void a_thousand_services_are_looked_at_in_tens_every_five_seconds_without_a_refusal() {
        List<Instant> looks = new ArrayList<>();
        List<Duration> late = new ArrayList<>();
        for (int sweep = 0; sweep < 40; sweep++) {
            Instant due = after(sweep * 5);
            for (int batch = 0; batch < 100; batch++) {
                looks.add(read(DESCRIBE, due));
                late.add(Duration.between(due, looks.get(looks.size() - 1)));
            }
        }

        assertThat(refused(DESCRIBE.limit(), looks)).isZero();
        assertThat(late.get(0)).isZero();
    }

    @Test
    void calls_within_the_burst_go_at_once() {
        for (int i = 0; i < 50; i++) {
            assertThat(pacing.reserve(UPDATE, true, START, PATIENT)).isZero();
        }

        assertThat(pacing.reserve(UPDATE, true, START, PATIENT)).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void a_fifth_is_kept_for_writes_however_many_reads_are_queued() {
        for (int i = 0; i < 1_000; i++) {
            read(DESCRIBE, START);
        }

        List<Instant> writes = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            writes.add(write(DESCRIBE, START));
        }

        assertThat(writes.subList(0, 20)).containsOnly(START);
        assertThat(writes.subList(20, 24)).containsExactly(after(0.25), after(0.5), after(0.75), after(1));
    }

    @Test
    void calls_of_a_kind_go_in_the_order_in_which_they_were_reserved() {
        List<Instant> reads = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            reads.add(read(UPDATE, after(i * 0.01)));
        }

        assertThat(reads).isSorted();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void no_mix_of_reads_and_writes_is_more_than_the_service_takes(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RemoteCall call = call("lambda:any", 1 + random.nextInt(30), 0.5 + random.nextInt(40));
        List<Instant> calls = new ArrayList<>();
        Instant now = START;
        for (int i = 0; i < 3_000; i++) {
            now = now.plusMillis(random.nextInt(10) == 0 ? random.nextInt(5_000) : random.nextInt(20));
            calls.add(random.nextInt(4) == 0 ? write(call, now) : read(call, now));
        }

        assertThat(refused(call.limit(), calls)).isZero();
    }

    @Test
    void each_key_has_a_budget_of_its_own_shared_by_all_that_name_it() {
        for (int i = 0; i < 50; i++) {
            write(UPDATE, START);
        }

        assertThat(pacing.reserve(new RemoteCall("ecs:StopServiceDeployment", UPDATE.limit()), true, START, PATIENT))
                .isPositive();
        assertThat(pacing.reserve(DESCRIBE, true, START, PATIENT)).isZero();
    }

    @Test
    void a_burst_of_one_serves_reads_and_writes_in_turn() {
        RemoteCall slow = call("slow", 1, 2);

        assertThat(List.of(read(slow, START), write(slow, START), read(slow, START)))
                .containsExactly(START, after(0.5), after(1));
    }

    /** The rate at which writes go once the bucket is empty. */
    private double perSecond(RemoteCall call, Instant now) {
        Instant first = write(call, now);
        while (first.equals(now)) {
            first = write(call, now);
        }
        Instant last = first;
        for (int i = 0; i < 100; i++) {
            last = write(call, now);
        }
        return 100 / (Duration.between(first, last).toMillis() / 1000.0);
    }

    @ParameterizedTest
    @CsvSource({"1, 10", "2, 5", "3, 2.5", "5, 0.625", "6, 0.5", "20, 0.5"})
    void being_throttled_halves_the_rate_down_to_the_slowest(int times, double expected) {
        RemoteCall call = call("any", 10, 20);
        for (int i = 0; i < times; i++) {
            pacing.throttled(call.limit(), after(i));
        }

        assertThat(perSecond(call, after(times))).isCloseTo(expected, withinPercent());
    }

    private static Percentage withinPercent() {
        return Percentage.withPercentage(5);
    }

    @Test
    void a_rate_above_is_not_cut_to_less_than_a_sixty_fourth() {
        RemoteCall call = call("s3:CopyObject", 100, 6_400);
        for (int i = 0; i < 20; i++) {
            pacing.throttled(call.limit(), after(i));
        }

        assertThat(perSecond(call, after(20))).isCloseTo(100, withinPercent());
    }

    @Test
    void a_rate_that_is_lower_than_the_slowest_is_not_raised_by_being_throttled() {
        RemoteCall call = call("rare", 2, 0.1);
        pacing.throttled(call.limit(), START);

        assertThat(perSecond(call, START)).isCloseTo(0.1, withinPercent());
    }

    @Test
    void calls_that_are_throttled_together_halve_the_rate_once() {
        RemoteCall call = call("any", 10, 20);
        for (int i = 0; i < 64; i++) {
            pacing.throttled(call.limit(), after(i * 0.01));
        }

        assertThat(perSecond(call, after(1))).isCloseTo(10, withinPercent());
    }

    @Test
    void who_would_not_wait_so_long_takes_nobody_elses_place() {
        for (int i = 0; i < 60; i++) {
            write(UPDATE, START);
        }

        for (int i = 0; i < 100; i++) {
            assertThat(pacing.reserve(UPDATE, true, START, Duration.ofSeconds(2)))
                    .isEqualTo(Duration.ofMillis(2_250));
        }
        assertThat(pacing.reserve(UPDATE, true, START, PATIENT)).isEqualTo(Duration.ofMillis(2_250));
    }

    /** Calls that cannot wait beyond their deadline of a minute come again when they were told that it may be their turn. */
    @Test
    void a_thousand_impatient_updates_are_still_done_at_the_bound() {
        List<Instant> updates = new ArrayList<>();
        TreeMap<Instant, Integer> coming = new TreeMap<>(Map.of(START, 1_000));
        while (!coming.isEmpty()) {
            Map.Entry<Instant, Integer> wave = coming.pollFirstEntry();
            for (int i = 0; i < wave.getValue(); i++) {
                Duration wait = pacing.reserve(UPDATE, true, wave.getKey(), Duration.ofMinutes(1));
                if (wait.compareTo(Duration.ofMinutes(1)) <= 0) {
                    updates.add(wave.getKey().plus(wait));
                } else {
                    coming.merge(wave.getKey().plus(wait), 1, Integer::sum);
                }
            }
        }

        assertThat(refused(UPDATE.limit(), updates)).isZero();
        assertThat(updates).hasSize(1_000);
        assertThat(Collections.max(updates)).isEqualTo(after(190));
    }

    @Test
    void the_burst_shrinks_with_the_rate() {
        for (int i = 0; i < 3; i++) {
            pacing.throttled(UPDATE.limit(), after(i));
        }

        List<Instant> writes = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            writes.add(write(UPDATE, after(100)));
        }

        assertThat(writes.stream().filter(after(100)::equals)).hasSizeBetween(5, 6);
    }

    @Test
    void being_throttled_empties_the_bucket() {
        pacing.throttled(UPDATE.limit(), START);

        assertThat(pacing.reserve(UPDATE, true, START, PATIENT)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void success_gives_the_rate_back_step_by_step() {
        RemoteCall call = call("any", 10, 16);
        pacing.throttled(call.limit(), START);
        for (int i = 0; i < 400; i++) {
            pacing.succeeded(call.limit(), after(i * 0.01));
        }
        double afterFourSeconds = perSecond(call, after(4));
        for (int i = 0; i < 2_000; i++) {
            pacing.succeeded(call.limit(), after(4 + i * 0.01));
        }

        assertThat(afterFourSeconds).isCloseTo(11, withinPercent());
        assertThat(perSecond(call, after(24))).isCloseTo(16, withinPercent());
    }

    @Test
    void a_reservation_is_kept_when_the_rate_changes_and_none_overtakes_it() {
        List<Instant> writes = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            writes.add(write(UPDATE, START));
        }
        pacing.throttled(UPDATE.limit(), START);
        for (int i = 0; i < 100; i++) {
            writes.add(write(UPDATE, START));
        }
        for (int i = 1; i < 30; i++) {
            pacing.succeeded(UPDATE.limit(), after(i));
        }
        writes.add(write(UPDATE, after(30)));

        assertThat(writes).isSorted();
    }

    @Test
    void a_clock_that_is_set_back_delays_nobody_and_fills_nothing() {
        for (int i = 0; i < 55; i++) {
            write(UPDATE, START);
        }

        Duration wait = pacing.reserve(UPDATE, true, START.minus(Duration.ofHours(1)), PATIENT);

        assertThat(wait).isBetween(Duration.ofSeconds(1), Duration.ofMillis(1_250));
    }

    @Test
    void budgets_that_are_full_again_are_forgotten_and_those_in_use_are_kept() {
        write(UPDATE, START);
        for (int i = 0; i < 50; i++) {
            write(DESCRIBE, START);
        }
        for (int i = 0; i < 20_000; i++) {
            read(call("service" + i, 10, 10), after(i));
        }

        assertThat(pacing.size()).isBetween(4_000, 4_096);
    }

    @Test
    void threads_share_a_budget_and_lose_no_reservation() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        Callable<List<Instant>> updates = () -> {
            List<Instant> reserved = new ArrayList<>();
            for (int i = 0; i < 250; i++) {
                reserved.add(write(UPDATE, START));
            }
            return reserved;
        };

        List<Instant> all = new ArrayList<>();
        for (Future<List<Instant>> reserved : threads.invokeAll(Collections.nCopies(4, updates))) {
            all.addAll(reserved.get());
        }
        threads.shutdown();

        assertThat(refused(UPDATE.limit(), all)).isZero();
        assertThat(Collections.max(all)).isEqualTo(after(190));
    }
}
