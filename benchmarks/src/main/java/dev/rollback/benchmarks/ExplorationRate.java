package dev.rollback.benchmarks;

import static dev.rollback.health.HttpProbe.http;

import dev.rollback.RollbackPlan;
import dev.rollback.RollbackReport;
import dev.rollback.aws.AwsTargets;
import dev.rollback.examples.QuickStart;
import dev.rollback.testkit.Exploration;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.Rehearsal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * How long it takes to let each single fault and each crash befall the plan of {@link QuickStart} with all its five targets, beside as many plain rehearsals, all on
 * all processors; and what a day of virtual time costs beside a minute. Prints tables; {@code --quick} is for smoke and explores no more than a second each.
 */
public final class ExplorationRate {

    private static final Duration AGO = Duration.ofMinutes(20);
    private static final String HEALTH = "https://checkout.example.com/health";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofHours(24);

    private static final int LOOKS = 12;
    private static final int ROUNDS = 5;
    private static final long NANOS = 1_000_000_000;
    private static final long QUICK_NANOS = 50_000_000;

    private final AtomicInteger looks = new AtomicInteger();
    private final boolean quick;

    private ExplorationRate(boolean quick) {
        this.quick = quick;
    }

    /** Measures. */
    public static void main(String[] args) {
        ExplorationRate rate = new ExplorationRate(List.of(args).contains("--quick"));
        System.out.println(Jvm.describe());
        rate.explorations();
        System.out.println();
        rate.bakes();
    }

    private void explorations() {
        Rehearsal plain = Rehearsal.of(QuickStart::scene, ExplorationRate::plan);
        Rehearsal rehearsal = quick ? plain.within(Duration.ofSeconds(1)) : plain;
        if (!quick) {
            rehearsal.everyCrash(); // warms up: the first thousands cost several times what the later do
        }
        System.out.println(
                "| what | rehearsals | seconds | a second | ms of CPU each | as many plain ones: seconds | ratio |");
        System.out.println("|---|---|---|---|---|---|---|");
        explore("every fault", plain, rehearsal::everyFault);
        explore("every crash", plain, rehearsal::everyCrash);
    }

    private static void explore(String what, Rehearsal plain, Supplier<Exploration> exploration) {
        Spent<Exploration> explored = Spent.on(exploration);
        if (!explored.answer.isClean()) {
            throw new IllegalStateException(
                    "What was measured means nothing: expected all invariants to hold. " + explored.answer);
        }
        int rehearsals = explored.answer.rehearsals();
        Spent<Long> plainly = Spent.on(() -> IntStream.range(0, rehearsals)
                .parallel()
                .filter(i -> plain.run().violations().isEmpty())
                .count());
        if (plainly.answer != rehearsals) {
            throw new IllegalStateException(
                    plainly.answer + " plain rehearsals of " + rehearsals + " held all invariants.");
        }
        System.out.printf(
                Locale.ROOT,
                "| %s | %,d of %,d | %.1f | %,.0f | %.2f | %.1f | %.2f |%n",
                what,
                rehearsals,
                explored.answer.size(),
                explored.seconds,
                rehearsals / explored.seconds,
                explored.cpuMillis / rehearsals,
                plainly.seconds,
                explored.seconds / plainly.seconds);
    }

    private static RollbackPlan plan(FakeAws world) {
        return QuickStart.planWithDatabase(
                AwsTargets.using(world::client), world.clock().instant().minus(AGO));
    }

    /** A service that is put back, and then left alone or held to be well for so long. */
    private void bakes() {
        System.out.println(
                "| after the rollback | looks in a minute | µs of CPU | looks in 24 h | µs of CPU | ratio |");
        System.out.println("|---|---|---|---|---|---|");
        bake("a pause", (plan, time) -> plan.pause("bake", time));
        bake(
                "held to be healthy, " + LOOKS + " looks",
                (plan, time) -> plan.verify(
                        "bake",
                        http(HEALTH).returns(200),
                        hold -> hold.forAtLeast(time).every(time.dividedBy(LOOKS))));
        bake(
                "held to be healthy, a look every 10 s",
                (plan, time) -> plan.verify(
                        "bake",
                        http(HEALTH).returns(200),
                        hold -> hold.forAtLeast(time).every(Duration.ofSeconds(10))));
    }

    private void bake(String what, BiFunction<RollbackPlan.Builder, Duration, RollbackPlan.Builder> bake) {
        Rehearsal minute = baked(MINUTE, bake);
        Rehearsal day = baked(DAY, bake);
        Map<String, Rounds.Cost> costs = new Rounds(quick ? QUICK_NANOS : NANOS)
                .way("minute", minute::run)
                .way("day", day::run)
                .measure(quick ? 1 : ROUNDS);
        double ofMinute = cpu(costs, "minute");
        double ofDay = cpu(costs, "day");
        System.out.printf(
                Locale.ROOT,
                "| %s | %,d | %,.0f | %,d | %,.0f | %.2f |%n",
                what,
                looks(minute, MINUTE),
                ofMinute,
                looks(day, DAY),
                ofDay,
                ofDay / ofMinute);
    }

    private static double cpu(Map<String, Rounds.Cost> costs, String way) {
        return Objects.requireNonNull(costs.get(way), way).cpu() / 1_000;
    }

    private Rehearsal baked(Duration time, BiFunction<RollbackPlan.Builder, Duration, RollbackPlan.Builder> bake) {
        return Rehearsal.of(
                this::service,
                world -> bake.apply(service(AwsTargets.using(world::client)), time)
                        .build());
    }

    private void service(FakeAws world) {
        world.ecs()
                .service("prod", "checkout-api")
                .ran("41", Duration.ofDays(30))
                .deployed("42", AGO)
                .unhealthy();
        world.http(HEALTH).healthyWhen(now -> looks.incrementAndGet() > 0);
    }

    private static RollbackPlan.Builder service(AwsTargets aws) {
        return RollbackPlan.named("bake")
                .reason("7 % of the checkouts fail since the 08:40 release")
                .rollBack("api", aws.ecsService("prod", "checkout-api"));
    }

    /** How often the address was asked, once it is certain that the time went by. */
    private int looks(Rehearsal rehearsal, Duration atLeast) {
        looks.set(0);
        RollbackReport report = rehearsal.run().report();
        if (!report.isSuccess() || report.took().compareTo(atLeast) < 0) {
            throw new IllegalStateException("What was measured means nothing: expected a success after " + atLeast
                    + " or more, and it ended " + report.outcome() + " after " + report.took() + ".");
        }
        return looks.get();
    }

    /**
     * What something came to, and what it took.
     *
     * @param cpuMillis of the whole process
     */
    private record Spent<T>(T answer, double seconds, double cpuMillis) {

        static <T> Spent<T> on(Supplier<T> what) {
            long cpu = Jvm.cpuNanos();
            long begin = System.nanoTime();
            T answer = what.get();
            return new Spent<>(answer, (System.nanoTime() - begin) / 1e9, (Jvm.cpuNanos() - cpu) / 1e6);
        }
    }
}
