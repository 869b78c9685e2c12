package dev.rollback;

import static java.time.Duration.ofMinutes;

import dev.rollback.health.Condition;
import dev.rollback.health.Health;
import dev.rollback.health.Probe;
import dev.rollback.target.Assessment;
import dev.rollback.target.Change;
import dev.rollback.target.Look;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/** A target that is watched by two probes, of which a test says what they see. */
abstract class GuardScene {

    final FlakyJournal journal = new FlakyJournal();
    final Lever api = new Lever("api");
    Bench bench = new Bench(new HandTime(), journal, options -> {});

    /** What the probes see, by the minutes since noon. */
    Function<Long, Health> errors = minutes -> healthy();

    Function<Long, Health> latency = minutes -> healthy();

    static Health healthy() {
        return Health.healthy("well");
    }

    static Health unhealthy() {
        return Health.unhealthy("7 % fail");
    }

    final Probe errorRate = Probe.of("error rate below 5 %", look -> errors.apply(minutes(look.now())));
    final Probe slow = Probe.of("p99 below 800 ms", look -> latency.apply(minutes(look.now())));

    static long minutes(Instant now) {
        return Duration.between(HandTime.NOON, now).toMinutes();
    }

    static Instant noonAnd(Duration time) {
        return HandTime.NOON.plus(time);
    }

    Guard.Builder guard(Condition condition) {
        return bench.engine
                .guard(Bench.plan(api))
                .when(condition)
                .deployedAt(HandTime.NOON)
                .until(noonAnd(ofMinutes(30)));
    }

    GuardReport watched(Condition condition) {
        return guard(condition).start().await();
    }

    static List<String> told(GuardReport report) {
        return report.timeline().stream()
                .map(entry -> minutes(entry.at()) + " " + entry.text())
                .toList();
    }

    static Function<Long, Health> unhealthyFrom(long from, long to) {
        return minutes -> minutes >= from && minutes < to ? unhealthy() : healthy();
    }

    /** Another version is deployed, as bad as the first. */
    void worse() {
        api.serving = Version.of("worse", "worse", Tenure.since(bench.time.instant(), "test"));
        api.history = look -> Stream.of(api.serving, Lever.BAD, Lever.GOOD);
    }

    /** A check that takes ten seconds the first time. */
    BiFunction<Change, Look, Assessment> slow(BiFunction<Change, Look, Assessment> check) {
        return (change, look) -> {
            api.check = check;
            bench.time.spend(Duration.ofSeconds(10));
            return check.apply(change, look);
        };
    }
}
