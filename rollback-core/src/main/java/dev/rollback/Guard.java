package dev.rollback;

import dev.rollback.health.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Watches probes after a deployment and starts a plan, once, when they find things unwell for long enough: {@code engine.guard(plan).when(condition).until(instant).start()}. Thread-safe.
 *
 * <p>It starts nothing while a run changes one of the plan's targets, nor until some time after; nor again where a guard rolled away from the same version before, or started the plan as often as
 * it may; nor against a blocker of the preview. What keeps it is told, and looked at again as long as it watches. It asks the journal, so a journal that is away keeps it too.
 *
 * <p>It holds no thread, and ends with the process. Started again for the same deployment it carries on the run that it started before, and starts no other; how long something was unwell it counts
 * anew.
 */
public interface Guard {

    /** What it has seen and done so far. */
    GuardReport status();

    /**
     * Ends it; a run that it started goes on. Nothing happens if it is over.
     *
     * @param who who does; told in the report
     * @param why for what reason; told in the report
     * @throws IllegalArgumentException when nobody is named, or no reason
     */
    void stop(String who, String why);

    /**
     * Waits until it is over: its time is, or the run that it started, or somebody stopped it.
     *
     * @throws RollbackException when the waiting is interrupted, or when the engine is closed
     */
    GuardReport await();

    /** Collects what a guard is to watch. Not thread-safe. */
    final class Builder {

        private static final Duration EVERY = Duration.ofSeconds(10);
        private static final Duration COOLDOWN = Duration.ofMinutes(15);

        private final RollbackPlan plan;
        private final Function<GuardTerms, Guard> starter;
        private final List<String> problems = new ArrayList<>();
        private @Nullable Condition condition;
        private @Nullable Instant until;
        private @Nullable Instant deployedAt;
        private @Nullable Duration every;
        private @Nullable Duration cooldown;
        private GuardTerms.@Nullable Limit limit;

        Builder(RollbackPlan plan, Function<GuardTerms, Guard> starter) {
            this.plan = plan;
            this.starter = starter;
        }

        /** What has to be wrong, and for how long, for it to start the plan. */
        public Builder when(Condition what) {
            once(condition, "when");
            condition = what;
            return this;
        }

        /** How long it watches at the most. A run that it started by then is followed to its end. */
        public Builder until(Instant end) {
            once(until, "until");
            until = end;
            return this;
        }

        /** Which deployment it watches, by when that began: now by default. A guard that is started again for the same one goes on where it was. */
        public Builder deployedAt(Instant when) {
            once(deployedAt, "deployedAt");
            deployedAt = when;
            return this;
        }

        /** How often it looks; every 10 seconds by default. */
        public Builder every(Duration interval) {
            once(every, "every");
            check("every", interval);
            every = interval;
            return this;
        }

        /** How long after a run that changed one of the targets, or after it was kept from starting, it does not act; 15 minutes by default. */
        public Builder cooldown(Duration time) {
            once(cooldown, "cooldown");
            check("cooldown", time);
            cooldown = time;
            return this;
        }

        /** How often guards may start this plan within a time; once in 24 hours by default. */
        public Builder atMost(int times, Duration within) {
            once(limit, "atMost");
            check("atMost within", within);
            if (times < 1) {
                problems.add("atMost " + times + " times: expected at least 1; a guard that may start nothing is none");
            }
            limit = new GuardTerms.Limit(times, within);
            return this;
        }

        /**
         * Begins to watch.
         *
         * @throws IllegalArgumentException with all that is wrong with what was said
         * @throws RollbackException when another guard of this engine watches one of the targets, when what the targets are cannot be found out, or when the engine is closed
         */
        public Guard start() {
            List<String> faults = new ArrayList<>(problems);
            if (condition == null) {
                faults.add(
                        "when(...) is not said: a guard needs a condition, for example when(health.failing(ofMinutes(5)))");
            }
            if (until == null) {
                faults.add(
                        "until(...) is not said: no wait is without an end, for example until(deployedAt.plus(ofMinutes(30)))");
            }
            if (!faults.isEmpty() || condition == null || until == null) {
                throw new IllegalArgumentException(
                        "The guard of " + plan.name() + " cannot start: " + String.join("; ", faults) + ".");
            }
            return starter.apply(new GuardTerms(
                    plan,
                    condition,
                    deployedAt,
                    until,
                    every == null ? EVERY : every,
                    cooldown == null ? COOLDOWN : cooldown,
                    limit == null ? new GuardTerms.Limit(1, Duration.ofDays(1)) : limit));
        }

        private void check(String what, Duration value) {
            Spans.fault(what, value).ifPresent(problems::add);
        }

        private void once(@Nullable Object before, String option) {
            if (before != null) {
                problems.add(option + " is said twice: say it once");
            }
        }
    }
}
